"""The teacher of training, with a stand-in for its embedding."""

from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from core.errors import DatasetError
from core.training import teacher
from core.training.teacher import EMBEDDED, HALVES, Embedding, Teacher, build_head, teach

N_CLASSES = 4


class Rows:
    """Instead of the embedding: rows that depend on the waveforms."""

    def __init__(self, path: Path, sample_rate: int) -> None:
        pass

    def __call__(self, waveforms: torch.Tensor) -> torch.Tensor:
        return waveforms[:, : EMBEDDED * 5].reshape(-1, EMBEDDED, 5)


def save_heads(folder: Path) -> list[torch.nn.Module]:
    torch.manual_seed(0)
    heads = [build_head(N_CLASSES).eval() for _ in range(HALVES)]
    weights = {
        f"{half}.{name}": tensor
        for half, head in enumerate(heads)
        for name, tensor in head.state_dict().items()
    }
    save_file(weights, folder / "heads.safetensors")
    return heads


def test_each_half_is_labelled_by_its_own_head(tmp_path, monkeypatch):
    monkeypatch.setattr(teacher, "Embedding", Rows)
    heads = save_heads(tmp_path)
    taught = Teacher(tmp_path, 16_000, N_CLASSES)
    waveforms = torch.randn(3, 16_000)
    rows = Rows(tmp_path, 16_000)(waveforms)
    for half, head in enumerate(heads):
        probabilities, embedding = taught(waveforms, half)
        torch.testing.assert_close(probabilities, head(rows).softmax(dim=-1).detach())
        assert probabilities.sum(dim=1) == pytest.approx(torch.ones(3))
        assert torch.equal(embedding, rows.flatten(1))
    assert not torch.allclose(taught(waveforms, 0)[0], taught(waveforms, 1)[0])
    assert taught.n_embedded(16_000) == embedding.shape[1]


def test_what_is_missing_is_named(tmp_path, monkeypatch):
    pytest.importorskip("onnxruntime")
    with pytest.raises(DatasetError, match="embedding"):
        Embedding(tmp_path / "embedding.onnx", 16_000)
    monkeypatch.setattr(teacher, "Embedding", Rows)
    with pytest.raises(DatasetError, match="heads"):
        Teacher(tmp_path, 16_000, N_CLASSES)


def test_targets_are_part_truth_part_teacher():
    targets, taught = torch.tensor([0, 2]), torch.tensor([[0.5, 0.5, 0.0], [0.0, 0.1, 0.9]])
    torch.testing.assert_close(
        teach(targets, taught, 0.5), torch.tensor([[0.75, 0.25, 0.0], [0.0, 0.05, 0.95]])
    )
    torch.testing.assert_close(teach(targets, taught, 0.0), torch.eye(3)[[0, 2]])
