"""The class tally: what was tried, and how often it was right."""
