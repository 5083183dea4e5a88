"""Text → attributions: who says what by which words; the trained tagger and the rules on top of it."""
