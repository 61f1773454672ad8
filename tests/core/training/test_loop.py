"""The training loop: it learns, keeps the best and can be taken up again."""

from collections.abc import Callable, Iterator
from functools import cache

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor

from core.config import AugmentConfig, FeatureConfig, ModelConfig, TrainConfig
from core.model.features import LogMel
from core.model.network import Network
from core.model.speech_model import SpeechModel, build_model
from core.training.loop import Training, cross_entropy, embedding_error, fit, moving_average

SMALL = FeatureConfig(window_seconds=0.3)  # for speed
N_BATCHES, BATCH = 2, 8
ENOUGH = 20  # batches in a round, to learn it


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """Sums in another order are other sums."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


def two_tones(n: int, seed: int) -> tuple[Tensor, Tensor]:
    """Class 0: tones around 500 Hz, class 1: around 2 kHz, in noise."""
    generator = torch.Generator().manual_seed(seed)
    targets = torch.arange(n) % 2
    pitch = torch.where(targets == 0, 500.0, 2_000.0) * (
        0.9 + 0.2 * torch.rand(n, generator=generator)
    )
    time = torch.arange(SMALL.n_samples) / SMALL.sample_rate
    tones = torch.sin(2 * torch.pi * pitch.unsqueeze(1) * time)
    return tones + 0.5 * torch.randn(tones.shape, generator=generator), targets


def batches_of(epoch: int, n: int = N_BATCHES) -> list[tuple[Tensor, Tensor]]:
    return [two_tones(BATCH, 100 * epoch + index) for index in range(n)]


def validation_loss(model: SpeechModel) -> float:
    waveforms, targets = two_tones(40, seed=9_999)
    with torch.inference_mode():
        return float(F.cross_entropy(model(waveforms), targets))


def new_training(epochs: int = 4, n_embedded: int = 0, **changes: object) -> Training:
    settings = {"batches_per_epoch": N_BATCHES, "learning_rate": 1e-2, "embedding_weight": 0.5}
    settings |= changes
    torch.manual_seed(0)
    model = build_model(SMALL, ModelConfig(width=1), 2)
    config = TrainConfig(epochs=epochs, **settings)
    return Training(model, config, AugmentConfig(), "cpu", 2, n_embedded=n_embedded)


def weights_of(training: Training) -> dict[str, Tensor]:
    return {name: w.clone() for name, w in training.model.network.state_dict().items()}


def averages_of(training: Training) -> dict[str, Tensor]:
    return {name: w.clone() for name, w in training.average.module.state_dict().items()}


def assert_same(first: dict[str, Tensor], second: dict[str, Tensor]) -> None:
    assert first.keys() == second.keys()
    for name in first:
        assert torch.equal(first[name], second[name]), name


@pytest.mark.parametrize("changes", [{}, {"one_cycle": False}, {"augment": False}])
def test_two_tones_are_learned(changes):
    training = new_training(batches_per_epoch=ENOUGH, **changes)
    reports = list(fit(training, lambda epoch: batches_of(epoch, ENOUGH), validation_loss))
    assert [report.epoch for report in reports] == [1, 2, 3, 4]
    assert reports[-1].training_loss < 0.6 * reports[0].training_loss
    assert training.best_loss < 0.1
    waveforms, targets = two_tones(100, seed=12_345)
    assert (training.model(waveforms).argmax(dim=1) == targets).float().mean() >= 0.98


def test_the_rate_warms_up_and_cools_down():
    training = new_training(epochs=5, learning_rate=0.01, batches_per_epoch=5)
    rates = [training.optimizer.param_groups[0]["lr"]]
    for _ in fit(training, lambda epoch: batches_of(epoch, 5), lambda _: 0.0):
        rates.append(training.optimizer.param_groups[0]["lr"])
    assert rates[0] < 0.001
    assert 0.009 < rates[1] <= 0.01
    assert rates[1:] == sorted(rates[1:], reverse=True)
    assert rates[-1] < 0.0001
    steady = new_training(epochs=1, one_cycle=False, learning_rate=0.01)
    steady.train_epoch(batches_of(0))
    assert steady.optimizer.param_groups[0]["lr"] == 0.01


def test_the_network_learns_behind_masks():
    """Each time a batch is heard, other parts of its images are hidden from the network."""
    seen = []
    training = new_training()
    training.model.network.register_forward_pre_hook(lambda _, given: seen.append(given[0]))
    training.train_epoch([batches_of(0)[0]] * 2)
    first, second = (images == 0 for images in seen)
    assert first.any()
    assert second.any()
    assert not torch.equal(first, second)
    shown = ~first & ~second
    assert torch.equal(seen[0][shown], seen[1][shown])


class Linear(Network):
    """One layer from all of the image to two classes."""

    def __init__(self):
        super().__init__()
        self.classify = torch.nn.Linear(40 * 31, 2)

    def forward(self, images, n_windows=1, hop_frames=0):
        return self.classify(images.flatten(1))


def test_the_loss_is_the_mean_over_the_batches():
    config = TrainConfig(
        augment=False, learning_rate=0.0, one_cycle=False, contrast=0.0, weight_decay=0.0
    )
    model = SpeechModel(LogMel(SMALL), Linear())
    training = Training(model, config, AugmentConfig(), "cpu", 2)
    expected = [
        float(F.cross_entropy(training.model(waveforms), targets).detach())
        for waveforms, targets in batches_of(0)
    ]
    assert training.train_epoch(batches_of(0)) == pytest.approx(sum(expected) / len(expected))


def test_the_words_are_also_told_apart_among_themselves():
    logits, targets = torch.randn(6, 5), torch.tensor([0, 1, 4, 2, 1, 3])
    plain, both = (
        cross_entropy(TrainConfig(contrast=contrast), 2, logits, targets) for contrast in (0.0, 0.5)
    )
    words = [0, 1, 4]  # the rows whose target is one of the first two classes
    among = [F.cross_entropy(logits[row, :2], targets[row]) for row in words]
    assert plain == pytest.approx(float(F.cross_entropy(logits, targets)))
    assert both == pytest.approx(float(plain + 0.5 * sum(among) / 6))
    no_word = cross_entropy(TrainConfig(contrast=0.5), 2, logits[2:4], targets[2:4])
    assert no_word == pytest.approx(float(F.cross_entropy(logits[2:4], targets[2:4])))


def test_targets_may_be_shares_of_the_classes():
    logits, targets = torch.randn(6, 5), torch.tensor([0, 1, 4, 2, 1, 3])
    config = TrainConfig(contrast=0.5)
    certain = F.one_hot(targets, 5).float()
    assert cross_entropy(config, 2, logits, certain) == pytest.approx(
        float(cross_entropy(config, 2, logits, targets))
    )
    other = F.one_hot(targets.flip(0), 5).float()
    halves = cross_entropy(config, 2, logits, (certain + other) / 2)
    both = [cross_entropy(config, 2, logits, one) for one in (certain, other)]
    assert halves == pytest.approx(float(sum(both) / 2))


def test_the_average_follows_quickly_at_first_and_slowly_later():
    config = TrainConfig(average_decay=0.99)
    old, new = torch.zeros(1), torch.ones(1)
    moved = [
        float(moving_average(config, old, new, torch.tensor(n))) for n in (0, 20, 10_000, 20_000)
    ]
    assert moved == pytest.approx([0.9, 0.3, 0.01, 0.01])


def test_validation_sees_the_model_without_dropout():
    modes = []
    training = new_training(epochs=2)
    for _ in fit(training, batches_of, lambda model: float(modes.append(model.training) or 1)):
        pass
    assert modes == [False, False]
    assert not training.model.training


# A teacher's embedding

N_EMBEDDED = 3


def taught_batches(epoch: int, n: int = N_BATCHES) -> list[tuple[Tensor, ...]]:
    """With the embedding of a teacher who hears nothing but how high a tone is."""
    batches = []
    for waveforms, targets in batches_of(epoch, n):
        spectrum = torch.fft.rfft(waveforms).abs()
        pitch = spectrum.argmax(dim=-1, keepdim=True) / spectrum.shape[-1]
        batches.append((waveforms, targets, pitch * torch.tensor([1.0, -200.0, 0.01])))
    return batches


def test_the_error_counts_in_standard_deviations():
    embeddings = torch.randn(50, 2) * torch.tensor([0.1, 100.0]) + 7
    apart = (embeddings - embeddings.mean(0)) / embeddings.std(0, correction=0)
    assert embedding_error(apart, embeddings) < 1e-4
    assert embedding_error(torch.zeros(50, 2), embeddings) == pytest.approx(1.0, abs=1e-3)


def test_a_teachers_embedding_is_learned_beside_the_classes():
    def error(training: Training) -> float:
        (waveforms, _, embeddings), *_ = taught_batches(99)
        told = training.network.eval()(training.model.features(waveforms))[:, 2:]
        return float(embedding_error(told, embeddings).detach())

    training = new_training(n_embedded=N_EMBEDDED, batches_per_epoch=ENOUGH)
    before = error(training)
    for _ in fit(training, lambda epoch: taught_batches(epoch, ENOUGH), validation_loss):
        pass
    assert error(training) < 0.5 * before
    assert training.best_loss < 0.1
    assert training.model(two_tones(3, seed=1)[0]).shape == (3, 2)  # nothing of it is left


def test_what_tells_the_embedding_survives_an_interruption(tmp_path):
    def trained(training: Training) -> dict[str, Tensor]:
        list(fit(training, taught_batches, ever_better(training)))
        return training.network.state_dict()

    first = new_training(epochs=2, n_embedded=N_EMBEDDED)
    for _ in fit(first, taught_batches, ever_better(first)):
        torch.save(first.state_dict(), tmp_path / "state")
        break
    second = new_training(epochs=2, n_embedded=N_EMBEDDED)
    second.load_state_dict(torch.load(tmp_path / "state", weights_only=True))
    assert_same(trained(second), trained(new_training(epochs=2, n_embedded=N_EMBEDDED)))


# The best


def test_the_best_weights_are_kept():
    training = new_training(epochs=4)
    losses, seen, reports = iter([0.9, 0.4, 0.7, 0.5]), [], []
    for report in fit(training, batches_of, lambda _: next(losses)):
        reports.append(report)
        seen.append(averages_of(training))
    assert [report.is_best for report in reports] == [True, True, False, False]
    assert (training.best_epoch, training.best_loss) == (2, 0.4)
    assert_same(weights_of(training), seen[1])
    assert not torch.equal(seen[1]["classify.weight"], seen[3]["classify.weight"])


def test_the_last_weights_are_kept_where_that_is_asked_for():
    training = new_training(epochs=3, keep_last=True)
    losses = iter([0.4, 0.9, 0.7])
    for _ in fit(training, batches_of, lambda _: next(losses)):
        last = averages_of(training)
    assert (training.best_epoch, training.best_loss) == (1, 0.4)
    assert_same(weights_of(training), last)


def test_a_loss_that_is_no_number_is_never_the_best():
    training = new_training(epochs=2)
    losses = iter([0.9, float("nan")])
    reports = list(fit(training, batches_of, lambda _: next(losses)))
    assert [report.is_best for report in reports] == [True, False]
    assert training.best_epoch == 1


# Interruption


def ever_better(training: Training) -> Callable[[SpeechModel], float]:
    """A validation that likes every round better than the last, so that the last one is kept."""
    return lambda _: -float(training.epoch)


def train_in_one_go(**changes: object) -> dict[str, Tensor]:
    training = new_training(epochs=4, **changes)
    list(fit(training, batches_of, ever_better(training)))
    return weights_of(training)


trained_in_one_go = cache(train_in_one_go)


@pytest.mark.parametrize("changes", [{}, {"one_cycle": False}])
@pytest.mark.parametrize("stop_after", [1, 3, 4])
def test_an_interrupted_run_ends_with_the_very_same_weights(tmp_path, stop_after, changes):
    first = new_training(epochs=4, **changes)
    for report in fit(first, batches_of, ever_better(first)):
        if report.epoch == stop_after:
            torch.save(first.state_dict(), tmp_path / "state")
            break
    torch.randn(1_000)  # meanwhile chance goes on

    second = new_training(epochs=4, **changes)
    second.load_state_dict(torch.load(tmp_path / "state", weights_only=True))
    assert second.epoch == stop_after
    reports = list(fit(second, batches_of, ever_better(second)))
    assert [report.epoch for report in reports] == list(range(stop_after + 1, 5))
    assert_same(weights_of(second), trained_in_one_go(**changes))
    assert (second.best_epoch, second.best_loss) == (4, -4.0)
    assert first.seconds > 0
    assert (second.seconds > first.seconds) == (stop_after < 4)


def test_the_best_weights_survive_an_interruption(tmp_path):
    losses = iter([0.3, 0.8])
    first = new_training(epochs=3)
    for report in fit(first, batches_of, lambda _: next(losses)):
        if report.epoch == 1:
            best = averages_of(first)
        if report.epoch == 2:
            torch.save(first.state_dict(), tmp_path / "state")
            break
    second = new_training(epochs=3)
    second.load_state_dict(torch.load(tmp_path / "state", weights_only=True))
    (report,) = fit(second, batches_of, lambda _: 0.9)
    assert not report.is_best
    assert_same(weights_of(second), best)


def test_the_same_seed_trains_the_same_weights():
    first = trained_in_one_go()
    assert_same(first, train_in_one_go())
    other = train_in_one_go(seed=1)  # masks other spots of the images
    assert not torch.equal(first["classify.weight"], other["classify.weight"])


def test_in_a_block_any_of_its_windows_is_the_second_with_the_class():
    """Each window of the block has its turn, and it is the middle of what is heard."""
    seen = []

    class Middle(Network):
        def forward(self, images, n_windows=1, hop_frames=0):
            means = F.avg_pool1d(images.mean(dim=1, keepdim=True), 11, hop_frames)
            assert means.shape[-1] == n_windows
            seen.append(means[0, 0])
            return torch.stack([means, -means], dim=-1).flatten(0, 2) + self.nothing

        def __init__(self):
            super().__init__()
            self.nothing = torch.nn.Parameter(torch.zeros(()))

    hop, half = 10 * SMALL.hop_length, 5 * SMALL.hop_length
    sound = 1e-3 * torch.randn(1, 2 * half + 4 * hop, generator=torch.Generator().manual_seed(0))
    sound[:, 2 * hop : 2 * hop + 2 * half] *= 1_000  # the second with the class is loud
    training = Training(
        SpeechModel(LogMel(SMALL), Middle()),
        TrainConfig(augment=False, learning_rate=0.0, one_cycle=False, contrast=0.0),
        AugmentConfig(),
        "cpu",
        2,
        lambda logits, targets: logits[0, 0],
        windows_at_once=3,
        hop_samples=hop,
    )
    losses = [training.train_epoch([(sound, torch.tensor([0]))]) for _ in range(12)]
    places = {int(means.argmax()) for means in seen}
    assert places == {0, 1, 2}
    assert losses == pytest.approx([float(means.max()) for means in seen])
