"""Say yes or no to the computer: run `python app.py` and open the address that it prints."""

import sys

from demo.uploads import private_uploads

private_uploads()  # before Gradio is imported

import demo.zero_gpu  # noqa: E402, F401  so that the page may run on a free Space
from demo.launch import make_page, parse, serve  # noqa: E402

options = parse(sys.argv[1:] if __name__ == "__main__" else [])
app = make_page(options)

if __name__ == "__main__":
    serve(app, options)
