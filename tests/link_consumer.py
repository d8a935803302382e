"""A consumer to be killed: stores sequence numbers from `seq/#`, then acknowledges. `link_consumer.py PORT DB`."""

from __future__ import annotations

import asyncio
import sqlite3
import sys

from edge.link.broker import Broker
from edge.link.inbox import Lane
from edge.link.mqtt import Link


async def main(port: int, path: str) -> None:
    store = sqlite3.connect(path)
    store.execute("PRAGMA journal_mode = WAL")  # else whoever counts the rows locks the writer out
    store.execute("CREATE TABLE IF NOT EXISTS seen (topic TEXT, number INTEGER)")
    last = dict(store.execute("SELECT topic, max(number) FROM seen GROUP BY topic").fetchall())
    link = Link(Broker("127.0.0.1", port, "consumer"), "hearth/consumer")
    link.subscribe(["seq/#"], Lane.REQUEST)
    link.start()
    while True:
        batch = await link.receive(20)
        for delivery in batch:
            topic, number = delivery.message.topic, int(delivery.message.payload)
            if number > last.get(topic, -1):  # a redelivery covers what was already stored
                store.execute("INSERT INTO seen VALUES (?, ?)", (topic, number))
                last[topic] = number
        store.commit()
        for delivery in batch:
            link.acknowledge(delivery)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), sys.argv[2]))
