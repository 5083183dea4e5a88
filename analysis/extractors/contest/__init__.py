"""Claims and denials → contested assertions: what is disputed, who stands on which side, and the words that show it."""
