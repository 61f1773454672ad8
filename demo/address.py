"""Where the page will be found, checked before it starts: host, port, path and certificate.

Gradio says of every one of these mistakes that it cannot find an empty port.
"""

import errno
import socket
import ssl
import sys
from pathlib import Path

from gradio.http_server import INITIAL_PORT_VALUE, LOCALHOST_NAME, TRY_NUM_PORTS

LAST_PORT = 65_535
SELF_MADE = "README tells how to make a certificate."
# OpenSSL's words for a key that is not the certificate's
OF_ANOTHER = ("KEY_VALUES_MISMATCH", "KEY_TYPE_MISMATCH", "NO_CERTIFICATE_ASSIGNED")


class StartError(Exception):
    """Why the page cannot start, in a sentence for whoever starts it."""


def check_certificate(certificate: Path | None, key: Path | None) -> None:
    """Whether https can be spoken with these; the certificate's file may hold the key, too.

    Raises:
        StartError: if it cannot.
    """
    if certificate is None:
        if key is not None:
            raise StartError("A key needs its certificate: name it with --ssl-certfile.")
        return
    _readable(certificate, "certificate")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    try:
        context.load_verify_locations(certificate)
    except ssl.SSLError:
        raise StartError(f"{certificate} holds no certificate in PEM form. {SELF_MADE}") from None
    if key is not None:
        _readable(key, "key")
    try:
        context.load_cert_chain(certificate, key, password=_ask_nobody)
    except ssl.SSLError as error:
        if error.reason in OF_ANOTHER:
            said = f"The key {key or certificate} does not belong to the certificate {certificate}."
        elif key is None:
            said = f"{certificate} holds no key: name the certificate's key with --ssl-keyfile."
        else:
            said = f"{key} holds no private key in PEM form. {SELF_MADE}"
        raise StartError(said) from None
    except _LockedError:
        raise StartError(
            f"The key in {key or certificate} is locked with a password: use one without."
        ) from None


class _LockedError(Exception):
    pass


def _ask_nobody() -> str:
    raise _LockedError


def _readable(path: Path, what: str) -> None:
    try:
        path.open("rb").close()
    except FileNotFoundError:
        raise StartError(f"There is no {what} file {path}.") from None
    except OSError as error:
        raise StartError(f"The {what} file {path} cannot be read: {error.strerror}.") from None


def check_root_path(root_path: str | None) -> None:
    """Whether a proxy can have the page under this path, or at this whole address.

    Raises:
        StartError: if it cannot.
    """
    if root_path and not root_path.startswith(("/", "http://", "https://")):
        raise StartError(
            f"--root-path begins with / (as in /yes-no) or is a whole address, not {root_path}."
        )


def free_port(host: str | None, port: int | None) -> int:
    """The port, if the page can have it on this host; without one, the first that it can have.

    Raises:
        StartError: if there is none.
    """
    if port is not None and not 1 <= port <= LAST_PORT:
        raise StartError(f"There is no port {port}: ports go from 1 to {LAST_PORT}.")
    if port is not None:
        ports = range(port, port + 1)
    else:
        ports = range(INITIAL_PORT_VALUE, INITIAL_PORT_VALUE + TRY_NUM_PORTS)
    for candidate in ports:
        try:
            for address in (LOCALHOST_NAME, host or LOCALHOST_NAME):  # Gradio needs the first, too
                _bind(address, candidate)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise StartError(_why(error, host, candidate)) from None
        else:
            return candidate
    if port is not None:
        raise StartError(f"Another program has port {port}: choose another with --port.")
    raise StartError(
        f"Other programs have all ports from {ports[0]} to {ports[-1]}: choose one with --port."
    )


def _bind(host: str, port: int) -> None:
    """Have the port for a moment."""
    bare = host.removeprefix("[").removesuffix("]")  # as an address of IPv6 is written
    try:
        found = socket.getaddrinfo(bare, port, type=socket.SOCK_STREAM)
    except UnicodeError:  # two points in a row, or a part too long for any name
        raise socket.gaierror(socket.EAI_NONAME, "no name") from None
    family, kind, _, _, address = found[0]
    with socket.socket(family, kind) as probe:
        if sys.platform != "win32":  # where it would let two programs have one port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(address)
        probe.listen()


def _why(error: OSError, host: str | None, port: int) -> str:
    if isinstance(error, socket.gaierror):
        return f"There is no host {host}. 0.0.0.0 lets the other computers of the network in."
    if error.errno == errno.EADDRNOTAVAIL:
        return f"{host} is no address of this computer. 0.0.0.0 stands for all that it has."
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"This computer does not let you have port {port}: choose one from 1024 on."
    return f"The page cannot have port {port} on {host or LOCALHOST_NAME}: {error.strerror}."
