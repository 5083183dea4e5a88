"""Contests that no cue announces: what speakers state, clause by clause, and which two statements cannot both hold."""
