"""Look: how sound becomes numbers, and numbers an image."""
