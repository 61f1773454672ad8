"""Explain: which part of the sound decided."""
