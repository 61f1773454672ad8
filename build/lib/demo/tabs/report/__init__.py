"""Report card: how often the model is right."""
