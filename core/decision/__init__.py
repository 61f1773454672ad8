"""From logits to words: windows, posteriors, words, and the classifier that joins them.

In the order in which to read:

    windows                      a long recording is cut into windows that overlap
    posteriors, differentiable   logits become calibrated posteriors, in NumPy and in PyTorch
    words                        from posteriors to words in time
    prediction                   the answer to a recording
    shares                       a share of a count, with how sure it is
    runtime                      the network without PyTorch, and faster
    ear                          sound as it comes in, cut into what is judged
    classifier                   a `Clip` becomes a `Prediction`: all of this joined
    live                         a stream without an end
    checkpoint                   the model's file
"""
