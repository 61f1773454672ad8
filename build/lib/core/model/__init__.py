"""Sound becomes an image, and a network looks at it: waveforms in, logits out."""
