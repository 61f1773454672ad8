"""Starting the page, and its end: what is refused and why, and what is left on the disk."""

import os
import shutil
import signal
import socket
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from gradio_client import Client, handle_file

from demo.address import StartError, check_certificate, check_root_path, free_port
from demo.launch import launch_settings, make_page, parse
from demo.ui.examples import SOUNDS
from demo.uploads import private_uploads
from tests.started import refused, started

LOCAL = "127.0.0.1"


def test_the_command_line() -> None:
    settings = launch_settings(parse([]))
    assert settings["share"] is False
    assert settings["server_name"] is None
    assert settings["root_path"] is None
    assert settings["ssl_keyfile"] is None
    arguments = "--host 0.0.0.0 --port 8000 --share --ssl-certfile c.pem --ssl-keyfile k.pem"
    settings = launch_settings(parse([*arguments.split(), "--root-path", "/yes-no"]))
    assert settings["server_name"] == "0.0.0.0"
    assert settings["server_port"] == 8000
    assert settings["share"] is True
    assert (settings["ssl_certfile"], settings["ssl_keyfile"]) == ("c.pem", "k.pem")
    assert settings["ssl_verify"] is False
    assert settings["root_path"] == "/yes-no"


# Certificates


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with certificates and keys, right and wrong."""
    folder = tmp_path_factory.mktemp("keys")
    program = shutil.which("openssl")
    if program is None:
        reason = "no openssl, which makes certificates"
        pytest.fail(reason) if os.environ.get("REQUIRE_ALL") == "1" else pytest.skip(reason)

    def openssl(*arguments: str) -> None:
        subprocess.run([program, *arguments], cwd=folder, check=True, capture_output=True)

    for name in ("", "other-"):
        openssl(
            *("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=room"),
            *("-keyout", f"{name}key.pem", "-out", f"{name}cert.pem"),
        )
    openssl("ecparam", "-genkey", "-name", "prime256v1", "-noout", "-out", "curve-key.pem")
    openssl(
        *["rsa", "-aes128", "-passout", "pass:secret", "-in", "key.pem", "-out", "locked-key.pem"]
    )
    both = (folder / "cert.pem").read_text() + (folder / "key.pem").read_text()
    (folder / "both.pem").write_text(both)
    (folder / "letter.pem").write_text("Dear computer\n")
    return folder


@pytest.mark.parametrize(
    ("certificate", "key"), [("cert.pem", "key.pem"), ("both.pem", None), (None, None)]
)
def test_a_good_certificate(certificate: str | None, key: str | None, keys: Path) -> None:
    check_certificate(certificate and keys / certificate, key and keys / key)


@pytest.mark.parametrize(
    ("certificate", "key", "why"),
    [
        ("nowhere.pem", "key.pem", r"There is no certificate file .*nowhere\.pem\.$"),
        ("letter.pem", "key.pem", r"letter\.pem holds no certificate in PEM form\."),
        ("key.pem", "key.pem", r"key\.pem holds no certificate in PEM form\."),
        (".", "key.pem", r"The certificate file .* cannot be read: "),
        ("cert.pem", "nowhere.pem", r"There is no key file .*nowhere\.pem\.$"),
        ("cert.pem", "letter.pem", r"letter\.pem holds no private key in PEM form\."),
        ("cert.pem", "cert.pem", r"cert\.pem holds no private key in PEM form\."),
        ("cert.pem", "other-key.pem", r"other-key\.pem does not belong to the certificate"),
        ("cert.pem", "curve-key.pem", r"curve-key\.pem does not belong to the certificate"),
        ("cert.pem", "locked-key.pem", r"locked-key\.pem is locked with a password: use one"),
        ("cert.pem", None, r"cert\.pem holds no key: name .* with --ssl-keyfile\.$"),
        (None, "key.pem", r"needs its certificate: name it with --ssl-certfile\.$"),
    ],
)
def test_a_wrong_certificate(
    certificate: str | None, key: str | None, why: str, keys: Path
) -> None:
    with pytest.raises(StartError, match=why):
        check_certificate(certificate and keys / certificate, key and keys / key)


# Host, port and path


@pytest.fixture
def taken() -> Iterator[int]:
    """A port at which another program listens."""
    with socket.create_server((LOCAL, 0)) as other:
        yield other.getsockname()[1]


@pytest.mark.parametrize("host", [None, LOCAL, "localhost", "0.0.0.0", "::1", "[::1]"])
def test_a_port_that_is_free(host: str | None, unused_port: int) -> None:
    assert free_port(host, unused_port) == unused_port


@pytest.mark.parametrize("host", [None, LOCAL, "0.0.0.0"])
def test_a_port_that_is_taken(host: str | None, taken: int) -> None:
    with pytest.raises(StartError, match=f"Another program has port {taken}: choose another"):
        free_port(host, taken)


def test_without_a_port_the_first_that_is_free(taken: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("demo.address.INITIAL_PORT_VALUE", taken)
    assert free_port(None, None) > taken
    monkeypatch.setattr("demo.address.TRY_NUM_PORTS", 1)
    with pytest.raises(StartError, match=f"have all ports from {taken} to {taken}: choose one"):
        free_port(None, None)


@pytest.mark.parametrize("port", [-1, 0, 65_536, 10**9])
def test_a_port_that_does_not_exist(port: int) -> None:
    with pytest.raises(StartError, match=f"There is no port {port}: ports go from 1 to 65535"):
        free_port(None, port)


@pytest.mark.parametrize("host", ["nowhere.invalid", "a..b", "x" * 70])
def test_a_host_that_does_not_exist(host: str, unused_port: int) -> None:
    with pytest.raises(StartError, match=f"There is no host {host}"):
        free_port(host, unused_port)


def test_a_host_elsewhere(unused_port: int) -> None:
    elsewhere = "203.0.113.7"  # kept for examples: nobody has it
    with pytest.raises(StartError, match=f"{elsewhere} is no address of this computer"):
        free_port(elsewhere, unused_port)


def test_a_port_that_needs_more_rights(monkeypatch: pytest.MonkeyPatch) -> None:
    def bind(probe: socket.socket, address: object) -> None:
        raise PermissionError(13, "Permission denied")  # which root, who may run this, never gets

    monkeypatch.setattr(socket.socket, "bind", bind)
    with pytest.raises(StartError, match="does not let you have port 443: choose one from 1024"):
        free_port(None, 443)


def test_the_path_behind_a_proxy() -> None:
    for path in (None, "", "/yes-no", "https://school.example/yes-no"):
        check_root_path(path)
    with pytest.raises(StartError, match=r"begins with / .* not yes-no\."):
        check_root_path("yes-no")


# The whole program


def test_it_says_in_one_sentence_why_it_cannot_start(taken: int) -> None:
    said = refused("--port", str(taken))
    assert said == f"Another program has port {taken}: choose another with --port.\n"


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["--checkpoint", "nowhere.safetensors"], "There is no model file nowhere.safetensors"),
        (["--data", "nowhere"], "There is no folder nowhere."),
    ],
)
def test_a_wrong_file_is_explained(
    arguments: list[str], why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        make_page(parse(arguments))
    said = capsys.readouterr().err
    assert said.startswith(why)
    assert said.count("\n") == 1


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="Windows ends programs otherwise")
@pytest.mark.parametrize("ending", ["SIGTERM", "SIGINT"])
def test_it_starts_from_any_folder_and_leaves_nothing(
    ending: str, tmp_path: Path, unused_port: int
) -> None:
    with started(unused_port, tmp_path) as app:
        client = Client(f"http://{LOCAL}:{unused_port}/", verbose=False)
        answer = client.predict(handle_file(str(SOUNDS[0].path)), api_name="/classify")
        assert answer["label"] == SOUNDS[0].label
        (folder,) = tmp_path.iterdir()
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        app.send_signal(getattr(signal, ending))
        _, said = app.communicate(timeout=300)
        assert (app.returncode, said) == (0, "")
    assert list(tmp_path.iterdir()) == []


def test_uploads_that_cannot_be_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path / "file"))
    with pytest.raises(SystemExit, match="2"):
        private_uploads()
    assert "Name a folder in GRADIO_TEMP_DIR." in capsys.readouterr().err
