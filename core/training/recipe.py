"""What decides what comes out of a training run: the settings of all its parts."""

from dataclasses import dataclass, field

from core.config import (
    LESSON_DECISION,
    LESSON_FEATURES,
    LESSON_MODEL,
    WORDS,
    AugmentConfig,
    DecisionConfig,
    FeatureConfig,
    ModelConfig,
    TrainConfig,
)


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """Everything that decides what comes out of a training run."""

    features: FeatureConfig = field(default_factory=FeatureConfig)
    model: ModelConfig = field(default_factory=ModelConfig)
    train: TrainConfig = field(default_factory=TrainConfig)
    augmentation: AugmentConfig = field(default_factory=AugmentConfig)
    decision: DecisionConfig = field(default_factory=lambda: DecisionConfig(windows_at_once=3))
    words: tuple[str, ...] = WORDS


def lesson_recipe() -> Recipe:
    """The lesson's own way: plain pictures, yes and no only, nothing changed or mixed in."""
    return Recipe(
        features=LESSON_FEATURES,
        model=LESSON_MODEL,
        train=TrainConfig(
            epochs=15,
            batch_size=15,
            learning_rate=1e-4,
            one_cycle=False,
            weight_decay=0.0,
            label_smoothing=0.0,
            contrast=0.0,
            augment=False,
            words_only=True,
        ),
        decision=LESSON_DECISION,
    )
