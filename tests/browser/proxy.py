"""A proxy such as stands before a public server: it says for whom it asks."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Thread
from urllib.parse import urlsplit

__all__ = ["proxy_before"]

_PIECE = 65_536


@contextmanager
def proxy_before(address: str, header: str) -> Iterator[str]:
    """Pass connections on to a server, with a header added to the first request of each."""
    behind = urlsplit(address)
    line = header.encode() + b"\r\n"
    passing: list[Thread] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def listen() -> None:
            with suppress(OSError):  # how the end of listening is told
                while True:
                    asking, _ = listening.accept()
                    answering = socket.create_connection((behind.hostname, behind.port))
                    passing.append(Thread(target=_pass_both_ways, args=(asking, answering, line)))
                    passing[-1].start()

        listener = Thread(target=listen)
        listener.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        listening.shutdown(socket.SHUT_RDWR)
        listener.join()
    for one in passing:
        one.join(timeout=10)


def _pass_both_ways(asking: socket.socket, answering: socket.socket, line: bytes) -> None:
    with asking, answering:
        back = Thread(target=_pass_on, args=(answering, asking, b""))
        back.start()
        _pass_on(asking, answering, line)
        back.join()


def _pass_on(source: socket.socket, sink: socket.socket, line: bytes) -> None:
    with suppress(OSError):  # either side may hang up at any time
        while piece := source.recv(_PIECE):
            if line:
                first, rest = piece.split(b"\r\n", 1)
                piece, line = first + b"\r\n" + line + rest, b""
            sink.sendall(piece)
        sink.shutdown(socket.SHUT_WR)
