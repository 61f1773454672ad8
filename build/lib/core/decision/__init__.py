"""From logits to words: windows, posteriors, words, and the classifier that joins them."""
