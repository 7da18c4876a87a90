"""
Time the workroom's form while a hundred people type into it at once.

Run ``.venv/bin/python -m benchmarks.form_reruns [people] [seconds]``. Each is a client of
its own that speaks Streamlit's protocol over a websocket to a real server on the
demonstration register: it opens the page, then changes one text every five seconds
and waits until the page has run again. Beside it, in the same run: one person alone.
"""

import asyncio
import random
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from tests.browser.conftest import Served, served_from

PAGE = "add"
SECONDS_BETWEEN = 5.0
WORDS = ("Knitting", "Choir", "Walking", "Repair", "Garden", "Chess", "Toddlers", "Lunch")


@dataclass
class Person:
    """Somebody at the form: its text fields by id, and how long each run took."""

    socket: ClientConnection
    chance: random.Random
    fields: dict[str, str] = field(default_factory=dict)
    fragment: str = ""
    took_ms: list[float] = field(default_factory=list)

    async def run(self) -> float:
        """Have the page run with what is typed; return the milliseconds until it is done."""
        asked = BackMsg()
        asked.rerun_script.page_name = PAGE
        # As a browser does: only the part of the page that the field stands in is run again.
        asked.rerun_script.fragment_id = self.fragment
        for one, value in self.fields.items():
            state = asked.rerun_script.widget_states.widgets.add()
            state.id, state.string_value = one, value
        start = time.perf_counter()
        await self.socket.send(asked.SerializeToString())
        while True:
            said = ForwardMsg.FromString(await self.socket.recv(decode=False))
            element = said.delta.new_element
            if element.HasField("text_input"):
                self.fields.setdefault(element.text_input.id, "")
                self.fragment = said.delta.fragment_id
            if said.HasField("script_finished"):
                return (time.perf_counter() - start) * 1000

    async def type(self, until: float) -> None:
        """Change one text after another, five seconds apart on average."""
        await asyncio.sleep(self.chance.uniform(0, SECONDS_BETWEEN))
        while time.perf_counter() < until:
            one = self.chance.choice(sorted(self.fields))
            self.fields[one] = f"{self.chance.choice(WORDS)} {self.chance.randrange(1000)}"
            self.took_ms.append(await self.run())
            await asyncio.sleep(self.chance.uniform(0.5, 1.5) * SECONDS_BETWEEN)


async def people_at(address: str, cookie: str, count: int) -> list[Person]:
    """Return so many people who have the form before them, coming in one after another."""
    url = f"ws://{urlsplit(address).netloc}/app/_stcore/stream"
    headers = {"Cookie": cookie, "Origin": address}
    there = []
    for number in range(count):
        socket = await connect(
            url, additional_headers=headers, subprotocols=[Subprotocol("streamlit")], max_size=None
        )
        person = Person(socket=socket, chance=random.Random(number))
        await person.run()
        assert person.fields, "the page shows no field to type in"
        there.append(person)
    return there


async def measured(address: str, cookie: str, count: int, seconds: float) -> list[float]:
    """Return the milliseconds of each run of so many people's forms."""
    there = await people_at(address, cookie, count)
    until = time.perf_counter() + seconds
    await asyncio.gather(*(person.type(until) for person in there))
    for person in there:
        await person.socket.close()
    return [took for person in there for took in person.took_ms]


def officers_cookie(served: Served) -> str:
    """Return the cookie that the officer's link earns."""
    answer = httpx.get(served.officer_link, follow_redirects=False)
    return "; ".join(f"{name}={value}" for name, value in answer.cookies.items())


def main() -> None:
    """Print the table."""
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 60.0
    print("| people | runs of the form | median | p95 | slowest |")
    print("|---|---|---|---|---|")
    with (
        tempfile.TemporaryDirectory() as folder,
        served_from(Path(folder), has_demonstration=True) as served,
    ):
        cookie = officers_cookie(served)
        for count in (1, people):
            took = asyncio.run(measured(served.address, cookie, count, seconds))
            p95 = statistics.quantiles(took, n=20)[-1]
            print(
                f"| {count} | {len(took)} | {statistics.median(took):.0f} ms | {p95:.0f} ms "
                f"| {max(took):.0f} ms |",
                flush=True,
            )


if __name__ == "__main__":
    main()
