"""Teach: words of one's own, and a model that is taught by them."""
