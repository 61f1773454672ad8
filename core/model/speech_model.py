"""Front end and network in one: waveforms in, one number for every class out."""

from torch import Tensor, nn

from core.config import FeatureConfig, ModelConfig
from core.model.bc_resnet import BCResNet
from core.model.features import LessonImage, LogMel
from core.model.lesson_cnn import LessonCNN


class SpeechModel(nn.Module):
    """Waveforms (batch, n_samples) -> logits (batch, n_classes): front end and network in one.

    They are kept together so that nobody can feed a network images made with other settings.
    """

    def __init__(self, features: nn.Module, network: nn.Module) -> None:
        super().__init__()
        self.features = features
        self.network = network

    def forward(self, waveforms: Tensor) -> Tensor:
        logits: Tensor = self.network(self.features(waveforms))
        return logits


def build_features(config: ModelConfig, features: FeatureConfig) -> nn.Module:
    """The front end that goes with the network."""
    return LessonImage(features) if config.architecture == "lesson" else LogMel(features)


def build_network(config: ModelConfig, n_classes: int) -> nn.Module:
    """The network that the settings describe, untrained.

    Raises:
        ValueError: if the architecture is not known.
    """
    if config.architecture == "bc-resnet":
        return BCResNet(config, n_classes)
    if config.architecture == "lesson":
        return LessonCNN(n_classes)
    raise ValueError(f"Unknown architecture '{config.architecture}': use 'bc-resnet' or 'lesson'.")


def build_model(features: FeatureConfig, config: ModelConfig, n_classes: int) -> SpeechModel:
    """An untrained model, waveforms in and logits out."""
    return SpeechModel(build_features(config, features), build_network(config, n_classes))
