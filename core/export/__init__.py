"""The same model for other programs: ONNX, torch.export, and the cases that all must pass."""
