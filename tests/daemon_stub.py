"""A daemon with a stub house, as a process: `python daemon_stub.py PORT [options]`.

`--die-after SECONDS` makes a task raise; `--answers FILE` appends every text that is carried out.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import sys
import warnings
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
warnings.simplefilter("ignore", DeprecationWarning)

from house_stub import StubHouse, turn_of  # noqa: E402

from edge.app.daemon import Daemon  # noqa: E402
from edge.app.options import Options  # noqa: E402
from edge.app.supervision import TaskDiedError  # noqa: E402
from edge.link.broker import Broker  # noqa: E402
from edge.turn import Request, Turn  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("port", type=int)
    parser.add_argument("--die-after", type=float)
    parser.add_argument("--answers", type=Path)
    parser.add_argument("--hermes", action="store_true")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO)
    house = StubHouse()

    def respond(request: Request) -> Turn:
        if arguments.answers:
            with arguments.answers.open("a") as file:
                file.write(request.text + "\n")
        return turn_of(request)

    house.hub.respond = respond
    broker = Broker("127.0.0.1", arguments.port, "hearth-test")
    options = Options(broker, hub_id="test", hermes=() if arguments.hermes else None)
    daemon = Daemon(options, lambda _link: house, ping_period=0.5)
    try:
        asyncio.run(_run(daemon, arguments.die_after, house))
    except TaskDiedError as error:
        sys.stderr.write(f"{error}\n")
        return 70
    return 0


async def _run(daemon: Daemon, die_after: float | None, house: StubHouse) -> None:
    if die_after is not None:

        def fail() -> float:
            raise RuntimeError("made to fail")

        def break_ticker() -> None:
            house.hub.next_due = fail  # type: ignore[method-assign]
            daemon.stir()

        asyncio.get_running_loop().call_later(die_after, break_ticker)
    await daemon.run()


if __name__ == "__main__":
    sys.exit(main())
