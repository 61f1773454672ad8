"""From air to numbers."""
