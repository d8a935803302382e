"""Fixtures that all tests share: a real broker of their own, and the folder of shared material."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support import Mosquitto

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def mosquitto(tmp_path: Path) -> Iterator[Mosquitto]:
    """A running broker without persistence."""
    broker = Mosquitto(tmp_path / "mosquitto")
    broker.start()
    yield broker
    broker.kill()


@pytest.fixture
def persistent_mosquitto(tmp_path: Path) -> Iterator[Mosquitto]:
    """A running broker that keeps retained messages and sessions over `restart`."""
    broker = Mosquitto(tmp_path / "mosquitto", persistence=True)
    broker.start()
    yield broker
    broker.kill()


@pytest.fixture
def make_mosquitto(tmp_path: Path) -> Iterator[Callable[..., Mosquitto]]:
    """Make brokers with options of `Mosquitto`; not yet started, ended after the test."""
    brokers: list[Mosquitto] = []

    def make(*config: str, persistence: bool = False) -> Mosquitto:
        broker = Mosquitto(tmp_path / f"mosquitto{len(brokers)}", config=config, persistence=persistence)
        brokers.append(broker)
        return broker

    yield make
    for broker in brokers:
        broker.kill()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared material (data, cases): HEARTH_SHARED, or ../shared beside the checkout."""
    folder = Path(os.environ.get("HEARTH_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip(f"no shared material at {folder} (set HEARTH_SHARED)")
    return folder
