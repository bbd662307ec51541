"""Scores on annotated sets that others made: nothing of them is kept here but figures."""
