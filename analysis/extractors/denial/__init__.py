"""Text → denials and doubts: the words that deny, their object, and what only looks like a denial."""
