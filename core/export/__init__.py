"""The same model for other programs: ONNX, torch.export, and the cases that all must pass.

In the order in which to read:

    settings   all that an answer depends on, as JSON
    golden     cases with their answers, for every other runtime to pass
    folded     the network in fewer, larger steps
    graph      the model as ONNX and as a program of torch.export
    write      write the files, and check them against PyTorch
"""
