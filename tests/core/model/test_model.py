"""The two networks."""

import pytest
import torch
import torch.nn.functional as F
from torch import nn

from core.config import FeatureConfig, ModelConfig
from core.model.bc_resnet import SubSpectralNorm
from core.model.network import widen
from core.model.speech_model import build_model, build_network
from tests.made_dataset import PITCHES, settled, word_sound

BC_RESNET = (FeatureConfig(), ModelConfig())
LESSON = (FeatureConfig(n_fft=400, hop_length=200), ModelConfig(architecture="lesson"))
both_networks = pytest.mark.parametrize("settings", [BC_RESNET, LESSON], ids=["bc", "lesson"])


@pytest.fixture(autouse=True)
def same_weights_every_time():
    torch.manual_seed(0)


def n_parameters(network: nn.Module) -> int:
    return sum(parameter.numel() for parameter in network.parameters())


@both_networks
@pytest.mark.parametrize("batch", [1, 3])
@pytest.mark.parametrize("n_classes", [2, 13])
def test_waveforms_in_a_number_for_each_class_out(settings, batch, n_classes):
    logits = build_model(*settings, n_classes).eval()(torch.randn(batch, 16_000))
    assert logits.shape == (batch, n_classes)
    assert logits.isfinite().all()


def test_model_is_its_features_then_its_network():
    model = settled(build_model(*BC_RESNET, 3))
    waveforms = torch.randn(2, 16_000)
    assert torch.equal(model(waveforms), model.network(model.features(waveforms)))


@pytest.mark.parametrize(("settings", "n_features"), [(BC_RESNET, 192), (LESSON, 50)])
def test_the_last_layer_reads_the_classes_from_the_embedding(settings, n_features):
    model = settled(build_model(*settings, 3))
    waveforms = torch.stack([torch.from_numpy(word_sound(word)) for word in PITCHES])
    embeddings = model.embed(waveforms)
    assert embeddings.shape == (len(PITCHES), n_features)
    assert embeddings.std(dim=0).max() > 0.001  # another word, another embedding
    *_, last = model.network.children()
    torch.testing.assert_close(
        F.relu(last(embeddings)) if settings is LESSON else last(embeddings), model(waveforms)
    )


def test_a_wider_network_begins_with_the_same_answers_and_learns_with_all_its_channels():
    narrow = settled(build_model(FeatureConfig(), ModelConfig(width=2), 3))
    wide = build_model(FeatureConfig(), ModelConfig(width=3), 3).eval()
    wide.network.load_state_dict(widen(narrow.network.state_dict(), wide.network.state_dict()))
    waveforms = torch.stack([torch.from_numpy(word_sound(word)) for word in PITCHES])
    torch.testing.assert_close(wide(waveforms), narrow(waveforms))
    wide(waveforms).square().sum().backward()
    new = wide.network.classify.weight.grad[:, 64:]
    assert (new.abs().amax(dim=1) > 0).all()  # they are listened to from the first step on


def test_shipped_network_has_189_thousand_weights_and_the_lesson_has_2_6_million():
    assert n_parameters(build_network(ModelConfig(), 13)) == 189_109
    assert n_parameters(build_network(LESSON[1], 2)) == 2_610_648


def test_front_ends_have_nothing_to_learn():
    for settings in (BC_RESNET, LESSON):
        assert n_parameters(build_model(*settings, 2).features) == 0


def test_width_makes_every_layer_wider():
    narrow, wide = (build_network(ModelConfig(width=width), 5) for width in (1, 3))
    for name, weight in narrow.named_parameters():
        if name != "classify.bias":  # one for each class
            assert wide.get_parameter(name).numel() >= 3 * weight.numel(), name


@pytest.mark.parametrize("time_stride", [1, 2])
def test_time_stride_saves_work_but_no_weights(time_stride):
    network = build_network(ModelConfig(width=1, time_stride=time_stride), 5)
    columns = []
    network.blocks.register_forward_hook(lambda _, __, out: columns.append(out.shape[-1]))
    network(torch.randn(2, 40, 101))
    assert columns == [101 if time_stride == 1 else 51]
    assert n_parameters(network) == n_parameters(build_network(ModelConfig(width=1), 5))


def test_unknown_architecture():
    with pytest.raises(ValueError, match=r"^Unknown architecture 'transformer': use 'bc-resnet'"):
        build_network(ModelConfig(architecture="transformer"), 2)


@both_networks
def test_every_weight_learns(settings):
    model = build_model(*settings, 2).train()
    loss = F.cross_entropy(model(torch.randn(8, 16_000)), torch.arange(8) % 2)
    loss.backward()
    for name, weight in model.named_parameters():
        assert weight.grad is not None, name
        assert weight.grad.abs().max() > 0, name


@both_networks
def test_clips_of_a_batch_are_judged_on_their_own(settings):
    model = settled(build_model(*settings, 3))
    waveforms = torch.stack([torch.from_numpy(word_sound(word)) for word in PITCHES])
    alone = torch.cat([model(waveform.unsqueeze(0)) for waveform in waveforms])
    assert alone.std(dim=0).max() > 0.0005  # the answers do differ
    torch.testing.assert_close(model(waveforms), alone, rtol=1e-4, atol=1e-5)


@both_networks
def test_chance_plays_a_part_in_training_only(settings):
    model = build_model(*settings, 3)
    waveforms = torch.randn(4, 16_000)
    assert not torch.equal(model.train()(waveforms), model(waveforms))
    assert torch.equal(model.eval()(waveforms), model(waveforms))


def test_lesson_network_ends_in_a_relu():
    logits = build_model(*LESSON, 20)(torch.randn(8, 16_000))
    assert logits.min() == 0


def test_bc_resnet_does_not():
    assert build_model(*BC_RESNET, 20)(torch.randn(8, 16_000)).min() < 0


def test_frequency_groups_are_normalised_on_their_own():
    hum = torch.randn(4, 3, 10, 20)
    hum[:, :, :2] = 100 + 30 * hum[:, :, :2]  # the lowest of five groups is loud
    normal = SubSpectralNorm(channels=3, groups=5).train()(hum)
    assert normal.shape == hum.shape
    for group in normal.split(2, dim=2):
        mean, std = group.mean(dim=(0, 2, 3)), group.std(dim=(0, 2, 3))
        torch.testing.assert_close(mean, torch.zeros(3), rtol=0, atol=1e-4)
        torch.testing.assert_close(std, torch.ones(3), rtol=0, atol=0.01)


def test_windows_of_a_block_share_all_but_their_mean():
    model = settled(build_model(*BC_RESNET, 3))
    steps = []
    hook = model.network.head.register_forward_hook(lambda _, __, out: steps.append(out))
    rows = model.embed(torch.randn(2, 16_000 + 2 * 1_600), n_windows=3, hop_samples=1_600)
    hook.remove()
    of_two = steps[0].squeeze(2)  # 61 of them: 51 for a second, 5 for each hop
    expected = [
        sound[:, first : first + 51].mean(dim=1) for sound in of_two for first in (0, 5, 10)
    ]
    torch.testing.assert_close(rows, torch.stack(expected))


def test_a_block_of_one_window_is_that_window():
    model = settled(build_model(*BC_RESNET, 3))
    windows = torch.randn(4, 16_000)
    assert torch.equal(model(windows, n_windows=1, hop_samples=1_600), model(windows))
