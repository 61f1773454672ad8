"""From numbers to the image."""
