"""From the beginning: a network that knows nothing is trained while one watches."""
