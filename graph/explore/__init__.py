"""Exploring a case: a page whose every line opens on the passage it came from."""
