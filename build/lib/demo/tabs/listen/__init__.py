"""Listen: record or choose a sound, read the verdict."""
