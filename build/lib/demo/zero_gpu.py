"""Hugging Face's free Spaces run on ZeroGPU, which rejects a program that never asks for a GPU.

One word takes the processor a few milliseconds, less than it takes to be given a GPU. So the only
function that may have one is this, which nobody calls. Elsewhere there is no package `spaces`, and
this module does nothing.
"""

try:
    import spaces
except ImportError:
    spaces = None

if spaces is not None:

    @spaces.GPU  # type: ignore[untyped-decorator]
    def on_gpu() -> None:
        """Ask for nothing."""
