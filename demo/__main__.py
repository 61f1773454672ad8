"""The page where the project is installed: `python -m demo`, or the command `yes-no-page`."""

import sys

from demo.uploads import private_uploads


def main() -> None:
    """Start the page and run it until its end."""
    private_uploads()  # before Gradio is imported
    from demo.launch import make_page, parse, serve

    options = parse(sys.argv[1:])
    serve(make_page(options), options)


if __name__ == "__main__":
    main()
