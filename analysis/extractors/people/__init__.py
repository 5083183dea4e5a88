"""Source words → speakers: who "he", "the minister" or "Ms Roe" is, within a document and across documents."""
