"""Say yes or no to the computer: run `python app.py` and open the address that it prints."""

import sys

import torch

import demo.zero_gpu  # noqa: F401  so that the page may run on a free Space
from demo.launch import load_or_exit, parse, serve
from demo.page import build

options = parse(sys.argv[1:] if __name__ == "__main__" else [])
torch.set_num_threads(1)  # a request: with more, pupils who press together wait for each other
app = build(load_or_exit(options.checkpoint), options.checkpoint)

if __name__ == "__main__":
    serve(app, options)
