"""Whether a web socket passes through an address: the workroom needs one."""

import base64
import http.client
import os
from urllib.parse import urlsplit

__all__ = ["web_socket_answer"]

_PATH = "/app/_stcore/stream"
_PATIENCE_S = 5.0


def web_socket_answer(public_url: str) -> int | str:
    """Knock for a web socket at an address; return the status, 101 where one passes, or why not."""
    parts = urlsplit(public_url)
    opening = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = opening(parts.hostname or "", parts.port, timeout=_PATIENCE_S)
    headers = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode(),
        "Sec-WebSocket-Protocol": "streamlit",
        "Origin": f"{parts.scheme}://{parts.netloc}",
    }
    try:
        connection.request("GET", parts.path.rstrip("/") + _PATH, headers=headers)
        return connection.getresponse().status
    except (OSError, http.client.HTTPException) as error:
        return str(error) or type(error).__name__
    finally:
        connection.close()
