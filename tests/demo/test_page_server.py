"""The page's server: what programs get, what the command line starts, what is refused."""

import json
import urllib.request
from pathlib import Path

import gradio
import httpx
import numpy as np
import pytest
import soundfile
from gradio.blocks import BlocksConfig
from gradio_client import Client, handle_file
from gradio_client.exceptions import AppError

from core import Classifier
from core.config import OPERATING_POINTS
from demo.ui.examples import SOUNDS, Sound
from tests.operating_points import Spread

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def client(server: str) -> Client:
    return Client(server, verbose=False)


@pytest.mark.parametrize("example", SOUNDS, ids=lambda example: example.file)
def test_classify_is_the_command_lines_answer(
    example: Sound, client: Client, classifier: Classifier
) -> None:
    answer = client.predict(handle_file(str(example.path)), api_name="/classify")
    assert answer == {"path": example.file, **classifier.classify(example.path).to_json()}
    assert answer["label"] == example.label
    assert tuple(word["label"] for word in answer["words"]) == example.words


def test_the_operating_point_decides(choosy: str, model: Spread) -> None:
    client = Client(choosy, verbose=False)
    for example in (model.less_sure, model.surer):
        audio = handle_file(str(example.path))
        for name in OPERATING_POINTS:
            answer = client.predict(audio, operating_point=name, api_name="/classify")
            expected = model.classifier.at(name).classify(example.path).to_json()
            assert answer == {"path": example.file, **expected}
            assert answer["label"] == model.label(example, name)
        answer = client.predict(audio, api_name="/classify")
        assert answer["label"] == model.label(example, "balanced")


def test_plain_http_may_leave_the_operating_point_out(choosy: str, model: Spread) -> None:
    for example in (model.less_sure, model.surer):
        for more, name in (([], "balanced"), (["eager"], "eager")):
            audio = {"path": upload(choosy, example.path), "meta": META}
            kind, answer = over_http(choosy, audio, *more)
            assert kind == "complete"
            assert answer[0]["label"] == model.label(example, name)


@pytest.mark.parametrize("name", ["sure", "", "threshold", 1, None, ["strict"]])
def test_a_wrong_operating_point(name: object, client: Client) -> None:
    audio = handle_file(str(SOUNDS[0].path))
    with pytest.raises(AppError) as refused:
        client.predict(audio, operating_point=name, api_name="/classify")
    names = "Use one of strict, balanced, eager."
    assert str(refused.value) == f"There is no operating point '{name}'. {names}"


def test_classify_many_at_once(client: Client) -> None:
    jobs = [client.submit(handle_file(str(SOUNDS[0].path)), api_name="/classify") for _ in range(8)]
    assert [job.result()["label"] for job in jobs] == [SOUNDS[0].label] * 8


def test_the_name_of_the_file_is_kept(client: Client, tmp_path: Path) -> None:
    path = tmp_path / "Übung (1) #2 & more.flac"
    path.write_bytes(SOUNDS[0].path.read_bytes())
    assert client.predict(handle_file(str(path)), api_name="/classify")["path"] == path.name


def test_a_file_that_is_no_sound(client: Client, tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear computer")
    with pytest.raises(AppError, match=r"letter\.txt is not audio that can be read\. Use WAV"):
        client.predict(handle_file(str(path)), api_name="/classify")


def test_a_recording_that_is_too_long(client: Client, tmp_path: Path) -> None:
    path = tmp_path / "long.wav"
    soundfile.write(path, np.zeros(61 * 8_000, dtype=np.float32), 8_000)
    with pytest.raises(AppError, match="longer than 60 seconds"):
        client.predict(handle_file(str(path)), api_name="/classify")


def test_no_file(client: Client) -> None:
    with pytest.raises(AppError, match="Send one audio file"):
        client.predict(None, api_name="/classify")


def over_http(server: str, *data: object) -> tuple[str, object]:
    """What a program that speaks plain HTTP gets: the kind of event, and its data."""
    calls = f"{server}gradio_api/call/classify"
    event = httpx.post(calls, json={"data": data}, timeout=60).json()["event_id"]
    reply = httpx.get(f"{calls}/{event}", timeout=60).text
    kind, answer = reply.strip().rsplit("\n", 1)
    return kind.split("event: ")[-1], json.loads(answer.removeprefix("data: "))


def upload(server: str, path: Path) -> str:
    """Send a file; where it is then."""
    with path.open("rb") as file:
        sent = httpx.post(f"{server}gradio_api/upload", files={"files": file}, timeout=60)
    return str(sent.json()[0])


META = {"_type": "gradio.FileData"}


@pytest.mark.parametrize(
    "audio",
    [
        str(REPOSITORY / "app.py"),
        "https://example.com/yes.wav",
        "data:audio/wav;base64,UklGRg==",
        {"path": str(REPOSITORY / "app.py"), "meta": META},
        {"path": str(SOUNDS[0].path), "meta": META},
        {"path": "https://example.com/yes.wav", "meta": META},
        {"path": "data:audio/wav;base64,UklGRg==", "meta": META},
        {"path": "/" + "x" * 5_000, "meta": META},
        {"path": "a\0b", "meta": META},
        {"path": None, "url": "https://example.com/yes.wav", "meta": META},
        [],
        7,
    ],
    ids=lambda audio: str(audio)[:40],
)
def test_what_nobody_sent_is_not_read(audio: object, server: str) -> None:
    kind, answer = over_http(server, audio)
    assert kind == "error"
    assert isinstance(answer, dict)
    assert answer["error"] == "No file was sent. Send one audio file."


def test_the_file_of_a_program_is_deleted_with_the_answer(server: str, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear computer")
    for path, expected in ((SOUNDS[0].path, "complete"), (letter, "error")):
        sent = Path(upload(server, path))
        assert sent.exists()
        kind, _ = over_http(server, {"path": str(sent), "meta": META})
        assert kind == expected
        assert not sent.exists()


def test_programs_that_send_the_same_file_do_not_lose_it(server: str) -> None:
    first, second = (upload(server, SOUNDS[1].path) for _ in range(2))
    assert first == second
    for _ in range(2):
        assert Path(first).exists()
        kind, answer = over_http(server, {"path": first, "meta": META})
        assert kind == "complete"
    assert not Path(first).exists()
    kind, answer = over_http(server, {"path": first, "meta": META})
    assert (kind, answer["error"]) == ("error", "No file was sent. Send one audio file.")


def test_what_is_overridden_was_looked_at_in_this_version_of_gradio() -> None:
    """`Page` changes some of Gradio's own functions, and one set: look again at a new version."""
    assert gradio.__version__ == "6.31.0"
    assert {"get_config_file", "preprocess_data", "postprocess_data"} <= set(vars(gradio.Blocks))
    assert {"config_for_block", "__copy__"} <= set(vars(BlocksConfig))
    assert "upload_file_set" in vars(gradio.Blocks())


def test_programs_see_only_classify(client: Client) -> None:
    seen = client.view_api(return_format="dict", print_info=False)
    assert list(seen["named_endpoints"]) == ["/classify"]
    audio, operating_point = seen["named_endpoints"]["/classify"]["parameters"]
    assert audio["parameter_name"] == "audio"
    assert operating_point["parameter_name"] == "operating_point"
    assert operating_point["parameter_default"] == "balanced"
    assert operating_point["type"]["enum"] == list(OPERATING_POINTS)
    assert not seen["unnamed_endpoints"]


def test_the_page_asks_for_nothing_elsewhere_and_keeps_no_history(server: str) -> None:
    with urllib.request.urlopen(f"{server}config") as reply:
        config = json.load(reply)
    assert config["analytics_enabled"] is False
    assert config["run_history"] is False
    assert not [url for url in config["stylesheets"] or [] if url.startswith("http")]
