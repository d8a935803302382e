"""F12: passwords, certificates, rights and somebody with our id."""

from __future__ import annotations

import asyncio
import json
import logging
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from link_support import broker_of, running, until
from support import Mosquitto, program

from edge.link.broker import Broker
from edge.link.client import BrokerConfigError
from edge.link.mqtt import Link
from edge.link.state import LinkState

MakeBroker = Callable[..., Mosquitto]
# paho leaves the socket of a failed handshake to the garbage collector, which warns
paho_leaves_the_socket = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


def _passwords(path: Path) -> Path:
    file = path / "passwords"
    file.touch(mode=0o600)
    subprocess.run([program("mosquitto_passwd"), "-b", str(file), "ana", "sesame"], check=True, capture_output=True)
    return file


def _certificate(folder: Path, name: str) -> tuple[Path, Path]:
    """A self-signed certificate for 127.0.0.1 with its key."""
    key, certificate = folder / f"{name}.key", folder / f"{name}.pem"
    command = [
        program("openssl"),
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        f"/CN={name}",
    ]
    names = ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run([*command, *names], check=True, capture_output=True)
    return key, certificate


def _tls_broker(make: MakeBroker, folder: Path) -> tuple[Mosquitto, Path]:
    key, certificate = _certificate(folder, "ours")
    broker = make(f"certfile {certificate}", f"keyfile {key}")
    broker.start()
    return broker, certificate


async def _status(broker: Broker, state: LinkState) -> tuple[str, float]:
    """The cause that the link gives for `state`, and the seconds until it did."""
    async with running(broker, online=False) as link:
        began = time.monotonic()
        await until(lambda: link.status.state is state, 5, lambda: link.status)
        return link.status.cause, time.monotonic() - began


def test_f12_a_wrong_password_is_refused_with_its_cause_and_never_logged(
    make_mosquitto: MakeBroker, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    broker = make_mosquitto("allow_anonymous false", f"password_file {_passwords(tmp_path)}")
    broker.start()
    caplog.set_level(logging.DEBUG)

    async def scenario() -> None:
        options = broker_of(broker, username="ana", password="open-barley")
        async with running(options, online=False) as link:
            await until(lambda: link.status.state is LinkState.REFUSED, 5)
            assert "password" in link.status.cause
            refused = broker.log.count("not authorised")
            await asyncio.sleep(3.0)
            assert broker.log.count("not authorised") - refused <= 1, "at most one attempt in 10 s"
        async with running(broker_of(broker, username="ana", password="sesame")):
            pass

    asyncio.run(scenario())
    assert "open-barley" not in caplog.text
    assert "sesame" not in caplog.text


@paho_leaves_the_socket
def test_f12_a_certificate_of_a_stranger_is_refused_and_nothing_is_said_in_clear(
    make_mosquitto: MakeBroker, tmp_path: Path
) -> None:
    broker, certificate = _tls_broker(make_mosquitto, tmp_path)
    _, strangers = _certificate(tmp_path, "stranger")

    async def scenario() -> None:
        for ca in (strangers, None):
            cause, seconds = await _status(broker_of(broker, tls=True, ca=ca), LinkState.REFUSED)
            assert "certificate not trusted" in cause
            assert seconds <= 5
        async with running(broker_of(broker, tls=True, ca=certificate)):
            pass

    asyncio.run(scenario())
    assert broker.log.count("New client connected") == 1


@paho_leaves_the_socket
def test_f12_tls_against_a_plain_port_never_falls_back(mosquitto: Mosquitto) -> None:
    async def scenario() -> None:
        async with running(broker_of(mosquitto, tls=True), online=False) as link:
            await until(lambda: link.status.state in {LinkState.REFUSED, LinkState.OFFLINE}, 10)
            assert link.counts().connects == 0

    asyncio.run(scenario())
    assert "New client connected" not in mosquitto.log


def test_f12_a_ca_file_that_is_none_is_said_at_once(mosquitto: Mosquitto, tmp_path: Path) -> None:
    async def scenario() -> None:
        link = Link(broker_of(mosquitto, tls=True, ca=tmp_path / "missing.pem"), "hearth/x")
        with pytest.raises(BrokerConfigError, match=r"missing\.pem"):
            link.start()

    asyncio.run(scenario())


def _dynamic_security(folder: Path) -> tuple[str, ...]:
    """Configuration of a broker whose rules deny subscribing to `secret/#`."""
    plugin = Path("/usr/lib/x86_64-linux-gnu/mosquitto_dynamic_security.so")
    if not plugin.exists():
        pytest.skip(f"no {plugin}")
    config = folder / "dynamic-security.json"
    allow = [{"acltype": kind, "topic": "#", "allow": True, "priority": 0} for kind in _RIGHTS]
    deny = [{"acltype": "subscribePattern", "topic": "secret/#", "allow": False, "priority": 9}]
    role = {"rolename": "all", "acls": [*deny, *allow]}
    defaults = dict.fromkeys(("publishClientSend", "publishClientReceive", "subscribe", "unsubscribe"), True)
    group = {"groupname": "anybody", "roles": [{"rolename": "all"}], "clients": []}
    config.write_text(
        json.dumps(
            {
                "roles": [role],
                "groups": [group],
                "anonymousGroup": "anybody",
                "defaultACLAccess": defaults,
                "clients": [],
            }
        )
    )
    return f"plugin {plugin}", f"plugin_opt_config_file {config}"


_RIGHTS = ("publishClientSend", "publishClientReceive", "subscribePattern", "unsubscribePattern")


def test_f12_a_refused_subscription_is_degraded_with_its_filter(make_mosquitto: MakeBroker, tmp_path: Path) -> None:
    broker = make_mosquitto(*_dynamic_security(tmp_path))
    broker.start()

    async def scenario() -> None:
        async with running(broker_of(broker)) as link:
            link.subscribe(["allowed/#", "secret/#"])
            await until(lambda: link.status.state is LinkState.DEGRADED, 5, lambda: link.status)
            assert "secret/#" in link.status.cause
            await asyncio.sleep(1.0)
            assert link.counts().rebuilt == 0, "a new client would not help"

    asyncio.run(scenario())


def test_f12_somebody_with_our_id_is_recognised_and_not_fought(mosquitto: Mosquitto) -> None:
    async def scenario() -> None:
        async with running(broker_of(mosquitto)) as ours, running(broker_of(mosquitto), online=False) as theirs:
            causes: list[str] = []
            for link in (ours, theirs):
                link._on_status = lambda status: causes.append(status.cause)
            await until(lambda: any("uses id hearth-test" in cause for cause in causes), 30)
            before = ours.counts().connects + theirs.counts().connects
            await asyncio.sleep(5.0)
            assert ours.counts().connects + theirs.counts().connects - before <= 2

    asyncio.run(scenario())
