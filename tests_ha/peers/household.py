"""A Home Assistant with the home in it, set up step by step as its owner would."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from typing import Any

from peers import home
from peers.home_assistant import HomeAssistant
from peers.process import REPOSITORY

LATER = ("mqtt_statestream", "automation")
"""What needs the MQTT integration, which is set up while Home Assistant runs."""


def settle(home_assistant: HomeAssistant, broker_port: int) -> None:
    """Bring Home Assistant up with its broker, the home, our blueprints, and a room for everything (12 s)."""
    whole = home.configuration(home_assistant.port)
    home_assistant.configure({key: value for key, value in whole.items() if key not in LATER})
    home_assistant.start()
    home_assistant.onboard()
    home_assistant.add_integration("mqtt", {"broker": "127.0.0.1", "port": broker_port})
    home_assistant.add_integration("shopping_list", {})
    home_assistant.configure(whole)
    home_assistant.restart()
    _furnish(home_assistant)


def agent(home_assistant: HomeAssistant, wyoming_port: int) -> str:
    """Make the hub on a Wyoming port Home Assistant's conversation agent; the agent's entity id."""
    before = _agents(home_assistant)
    home_assistant.add_integration("wyoming", {"host": "127.0.0.1", "port": wyoming_port})
    (added,) = _agents(home_assistant) - before
    pipeline = {
        "name": "Hearth",
        "language": "en",
        "conversation_engine": added,
        "conversation_language": "en",
        **dict.fromkeys(("stt_engine", "stt_language", "tts_engine", "tts_language", "tts_voice")),
        **dict.fromkeys(("wake_word_entity", "wake_word_id")),
    }
    made = home_assistant.command("assist_pipeline/pipeline/create", **pipeline)
    home_assistant.command("assist_pipeline/pipeline/set_preferred", pipeline_id=made["id"])
    return added


def registry(home_assistant: HomeAssistant) -> str:
    """What `tools/ha_registry.py` writes about the home."""
    tool = [sys.executable, str(REPOSITORY / "tools" / "ha_registry.py"), home_assistant.address, "--token-file", "-"]
    ran = subprocess.run(tool, input=home_assistant.token, text=True, check=True, stdout=subprocess.PIPE)
    return ran.stdout


def _agents(home_assistant: HomeAssistant) -> set[str]:
    return {entity_id for entity_id in home_assistant.states() if entity_id.startswith("conversation.")}


def _furnish(home_assistant: HomeAssistant) -> None:
    """Floors, areas, what is in them, another name, and what is spoken about."""
    areas = _areas(home_assistant)
    placed = (
        {"type": "config/entity_registry/update", "entity_id": entity_id, "area_id": areas[area]}
        for entity_id, area in home.areas().items()
    )
    called = (
        {"type": "config/entity_registry/update", "entity_id": entity_id, "aliases": list(names)}
        for entity_id, names in home.ALIASES.items()
    )
    home_assistant.commands(*placed, *called, _expose(home.HIDDEN, exposed=False), _expose(home.spoken(), exposed=True))


def _expose(entities: Iterable[str], *, exposed: bool) -> dict[str, Any]:
    """Say whether Assist may speak about entities."""
    said = {"assistants": ["conversation"], "should_expose": exposed, "entity_ids": list(entities)}
    return {"type": "homeassistant/expose_entity", **said}


def _areas(home_assistant: HomeAssistant) -> dict[str, str]:
    """Ids by name of the areas, each on its floor; a new Home Assistant has a few already."""
    floors = {
        name: home_assistant.command("config/floor_registry/create", name=name)["floor_id"]
        for name in sorted({floor for floor in home.AREAS.values() if floor})
    }
    known = {area["name"]: area["area_id"] for area in home_assistant.command("config/area_registry/list")}
    for name in home.AREAS.keys() - known:
        known[name] = home_assistant.command("config/area_registry/create", name=name)["area_id"]
    home_assistant.commands(
        *(
            {"type": "config/area_registry/update", "area_id": known[area], "floor_id": floors[floor]}
            for area, floor in home.AREAS.items()
            if floor
        )
    )
    return known
