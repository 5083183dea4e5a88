"""Trains the attribution model that the package carries."""
