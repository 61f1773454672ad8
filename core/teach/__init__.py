"""Teach it your own words: a few tries of each become a classifier like any other."""
