"""A model with operating points between the scores of two examples, so that each tells them apart.

Strict accepts neither example, balanced only the surer one, eager both.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from core import Classifier
from core.config import NEITHER
from demo.ui.examples import SOUNDS, Sound


@dataclass(frozen=True)
class Spread:
    """The model, and the two examples."""

    classifier: Classifier
    less_sure: Sound
    surer: Sound

    def label(self, example: Sound, operating_point: str) -> str:
        """The right answer to one of the two."""
        accepted = {"strict": (), "balanced": (self.surer,), "eager": (self.less_sure, self.surer)}
        return example.label if example in accepted[operating_point] else NEITHER


def spread(classifier: Classifier) -> Spread:
    """The same network with other thresholds."""
    examples = [example for example in SOUNDS if len(example.words) == 1]
    scores = [classifier.classify(example.path).scores[example.label] for example in examples]
    (low, less_sure), *_, (high, surer) = sorted(
        zip(scores, examples, strict=True), key=lambda pair: pair[0]
    )
    assert low < high < 1
    points = {"strict": (high + 1) / 2, "balanced": (low + high) / 2, "eager": low / 2}
    decision = replace(classifier.decision, **points, threshold=points["balanced"])
    return Spread(replace(classifier, decision=decision), less_sure, surer)


@contextmanager
def served(classifier: Classifier, *arguments: str) -> Iterator[str]:
    """The page around a model, as the command line's arguments ask for it; its address."""
    from demo.launch import parse, start
    from demo.page import build  # the tests of the command line need not wait for Gradio

    app = build(classifier)
    try:
        yield start(app, parse(arguments), quiet=True)
    finally:
        app.close(verbose=False)
