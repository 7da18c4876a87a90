"""nginx on loopback with a file of `deploy/`, in which only addresses are filled in."""

import re
import shutil
import ssl
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from asset_map.settings import ROOT
from tests.serving import free_port

__all__ = ["DEPLOY", "Front", "in_front"]

DEPLOY = ROOT / "deploy"
START_SECONDS = 10
# What stands round the file on Debian, less what needs root.
_AROUND = """\
pid {folder}/nginx.pid;
error_log {folder}/error.log;
daemon off;
events {{ worker_connections 512; }}
http {{
    log_format where '$upstream_addr';
    access_log {folder}/access.log where;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """The public address, and the certificate that a client must trust."""

    address: str
    certificate: Path
    log: Path

    def asked_process(self) -> int:
        """Ask as somebody who has no cookie, and return the port of the process that answered."""
        trusted = ssl.create_default_context(cafile=str(self.certificate))
        httpx.get(f"{self.address}/api/health", verify=trusted)
        return int(self.log.read_text().split()[-1].rpartition(":")[2])


@contextmanager
def in_front(file: Path, ports: Sequence[int], *, folder: Path) -> Iterator[Front]:
    """Run nginx with a site's file before processes on some ports."""
    program = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin")
    if program is None:
        pytest.skip("nginx is not installed")
    port = free_port()
    certificate = _certificate(folder)
    (folder / "site.conf").write_text(_filled_in(file.read_text(), ports, port, folder))
    around = folder / "nginx.conf"
    around.write_text(_AROUND.format(folder=folder))
    command = [program, "-c", str(around), "-p", str(folder), "-e", str(folder / "error.log")]
    subprocess.run([*command, "-t"], check=True, capture_output=True)
    running = subprocess.Popen(command)
    front = Front(
        address=f"https://localhost:{port}", certificate=certificate, log=folder / "access.log"
    )
    try:
        _wait_for(front)
        yield front
    finally:
        running.terminate()
        running.wait(timeout=10)


def _filled_in(text: str, ports: Sequence[int], port: int, folder: Path) -> str:
    for usual, real in zip((8501, 8502), ports, strict=False):
        text = text.replace(f"127.0.0.1:{usual}", f"127.0.0.1:{real}")
    # The test reads which process answered.
    text = text.replace("access_log off;", "")
    text = text.replace("/var/log/nginx/", f"{folder}/")
    text = text.replace("listen 443 ssl", f"listen 127.0.0.1:{port} ssl")
    return re.sub(r"/etc/ssl/assets\.council\.example\.(pem|key)", rf"{folder}/front.\1", text)


def _certificate(folder: Path) -> Path:
    written = folder / "front.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"),
            *("-keyout", str(folder / "front.key"), "-out", str(written)),
        ],
        check=True,
        capture_output=True,
    )
    return written


def _wait_for(front: Front) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        try:
            httpx.get(front.address, verify=False)  # noqa: S501 - whether it listens at all
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return
    message = f"nginx does not listen at {front.address}"
    raise RuntimeError(message)
