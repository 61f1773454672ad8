"""Front end and network in one: waveforms in, one number for every class out."""

from torch import Tensor, nn

from core.config import FeatureConfig, ModelConfig
from core.model.bc_resnet import BCResNet
from core.model.features import LessonImage, LogMel
from core.model.lesson_cnn import LessonCNN
from core.model.network import Network
from core.model.taught import TaughtBCResNet


class SpeechModel(nn.Module):
    """Waveforms (batch, n_samples) -> logits (batch * n_windows, n_classes).

    Front end and network in one: they are kept together so that nobody can feed a network images
    made with other settings. A waveform is one window, or several that overlap: then all that
    they share is worked out once.
    """

    def __init__(self, features: LogMel | LessonImage, network: Network) -> None:
        super().__init__()
        self.features = features
        self.network = network

    def forward(self, waveforms: Tensor, n_windows: int = 1, hop_samples: int = 0) -> Tensor:
        """Waveforms (batch, n_samples) -> logits (batch * n_windows, n_classes).

        Args:
            n_windows: how many windows each waveform holds.
            hop_samples: from one of them to the next: a multiple of the network's steps.
        """
        hop_frames = self.hop_frames(hop_samples)
        logits: Tensor = self.network(self.features(waveforms), n_windows, hop_frames)
        return logits

    def embed(self, waveforms: Tensor, n_windows: int = 1, hop_samples: int = 0) -> Tensor:
        """Waveforms (batch, n_samples) -> embeddings (batch * n_windows, n_features).

        An embedding is what the network's last layer reads the classes from.
        """
        hop_frames = self.hop_frames(hop_samples)
        return self.network.embed(self.features(waveforms), n_windows, hop_frames)

    def hop_frames(self, hop_samples: int) -> int:
        """How many frames of an image so many samples are."""
        hop_length: int = self.features.spectrogram.hop_length
        return hop_samples // hop_length


def build_features(config: ModelConfig, features: FeatureConfig) -> LogMel | LessonImage:
    """The front end that goes with the network."""
    return LessonImage(features) if config.architecture == "lesson" else LogMel(features)


def build_network(config: ModelConfig, n_classes: int) -> Network:
    """The network that the settings describe, untrained.

    Raises:
        ValueError: if the architecture is not known.
    """
    if config.architecture == "bc-resnet":
        return (TaughtBCResNet if config.taught else BCResNet)(config, n_classes)
    if config.architecture == "lesson":
        return LessonCNN(n_classes)
    raise ValueError(f"Unknown architecture '{config.architecture}': use 'bc-resnet' or 'lesson'.")


def build_model(features: FeatureConfig, config: ModelConfig, n_classes: int) -> SpeechModel:
    """An untrained model, waveforms in and logits out."""
    return SpeechModel(build_features(config, features), build_network(config, n_classes))
