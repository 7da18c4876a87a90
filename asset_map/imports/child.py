"""
Reading what strangers made in a process of its own.

A file may be built to fill the memory, to take for ever, or to end the interpreter: then it
ends a child, which has a limit on each and none of the server's secrets, and the upload is
refused in words. Answers come back as the values of the model and as nothing else, so that
even a child that was taken over cannot have the server run something.
"""

import contextlib
import io
import logging
import os
import pickle
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from asset_map.model.errors import AssetMapError, UnreadableFileError

__all__ = ["read_apart"]

P = ParamSpec("P")
T = TypeVar("T")

_PASSED_ON = (
    *("PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "LANG"),
    *("SYSTEMROOT", "TEMP", "TMP", "TMPDIR"),
)
# What the system ends a child by that took too long.
_OUT_OF_TIME = {-getattr(signal, one, sys.maxsize) for one in ("SIGXCPU", "SIGKILL")}
_PLAIN = {
    *(("datetime", one) for one in ("date", "datetime", "time", "timedelta", "timezone")),
    *(("builtins", one) for one in ("set", "frozenset", "bytearray", "complex")),
    *(("decimal", "Decimal"), ("pathlib", "PosixPath"), ("pathlib", "WindowsPath")),
}
_MEGABYTE = 1024 * 1024
_log = logging.getLogger(__name__)


def read_apart(
    seconds: int, megabytes: int, reader: Callable[P, T], *args: P.args, **kwargs: P.kwargs
) -> T:
    """
    Return what a module's function reads, called in a child with so much time and memory.

    Raises
    ------
    AssetMapError
        What the reader itself refuses.
    UnreadableFileError
        When the child ran out of time or memory, or did not come to an end as it should.
    """
    asked = pickle.dumps((reader, args, kwargs))
    environ = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    command = [sys.executable, "-m", __name__, str(seconds), str(megabytes)]
    try:
        ran = subprocess.run(  # noqa: S603 - nothing in it was typed by anybody
            command,
            input=asked,
            capture_output=True,
            timeout=seconds,
            env=environ,
            cwd=Path(__file__).parents[2],
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise _too_slow(seconds) from error
    if ran.returncode in _OUT_OF_TIME:
        raise _too_slow(seconds)
    if ran.returncode:
        _log.error("A file could not be read: the child ended with %s.", ran.returncode)
        message = "The file is damaged, or made to do harm. Open it, save it anew, and try again."
        raise UnreadableFileError(message)
    read: T = _answer(ran.stdout, megabytes)
    return read


def _too_slow(seconds: int) -> UnreadableFileError:
    message = (
        f"The file could not be read in {seconds} seconds. Take out what is not needed, or bring "
        "it in by parts."
    )
    return UnreadableFileError(message)


def _answer(written: bytes, megabytes: int) -> Any:  # noqa: ANN401 - what the reader returns
    kind, said, *more = _Values(io.BytesIO(written)).load()
    if kind == "read":
        return said
    if kind == "refused":
        error: AssetMapError = said.__new__(said)
        error.args, told = more
        error.__dict__.update(told)
        raise error
    if kind == "too large":
        message = (
            f"The file takes more than {megabytes:,} MB of memory. Take out what is not needed, or "
            "bring it in by parts."
        )
        raise UnreadableFileError(message)
    _log.error("A file could not be read: %s", said)
    message = "The file could not be read. Open it, save it anew as another kind, and try again."
    raise UnreadableFileError(message)


class _Values(pickle.Unpickler):
    """Read values of this program, and nothing that runs."""

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401 - as the base says
        """Return a class of the model or of a reader."""
        is_own = module.startswith("asset_map.") and "." not in name
        if is_own or (module, name) in _PLAIN:
            found = super().find_class(module, name)
            # A class of the module itself: what it imported from elsewhere is not meant.
            if isinstance(found, type) and (not is_own or found.__module__ == module):
                return found
        message = f"A child answered with {module}.{name}."
        raise pickle.UnpicklingError(message)


def _limit(seconds: int, megabytes: int) -> None:
    """Take no more than that, beyond what the readers themselves take; where the system can."""
    with contextlib.suppress(ImportError):  # there is none on Windows: the clock alone holds it
        import resource  # noqa: PLC0415 - as above

        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
        most = pages * resource.getpagesize() + megabytes * _MEGABYTE
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _outcome(reader: Callable[..., object], args: Any, kwargs: Any) -> tuple[object, ...]:  # noqa: ANN401
    try:
        return "read", reader(*args, **kwargs)
    except AssetMapError as error:
        return "refused", type(error), error.args, dict(vars(error))
    except MemoryError:
        return "too large", ""
    except Exception as error:  # noqa: BLE001 - the edge of the child
        # Where it was, and not what: a message may carry what stands in the file.
        where = traceback.extract_tb(error.__traceback__)[-1]
        return "broken", f"{type(error).__name__} at {Path(where.filename).name}:{where.lineno}"


def main() -> None:
    """Read what the parent asks for, and write the answer where it listens."""
    seconds, megabytes = map(int, sys.argv[1:])
    # Whatever else is printed goes elsewhere.
    with os.fdopen(os.dup(1), "wb") as listening:
        os.dup2(2, 1)
        reader, args, kwargs = pickle.loads(sys.stdin.buffer.read())  # noqa: S301 - the parent's
        _limit(seconds, megabytes)
        listening.write(pickle.dumps(_outcome(reader, args, kwargs)))


if __name__ == "__main__":
    main()
