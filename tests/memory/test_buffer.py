from __future__ import annotations

from concurrent.futures import Future

from hypothesis import given
from hypothesis import strategies as st

from edge.memory.buffer import Batch, Buffer
from edge.memory.waiting import SqlWrite, WaitingChange


def change(name: str, number: int = 0) -> WaitingChange:
    return WaitingChange(name, float(number), str(number), None, None, True, 0.0)


STEPS = st.sampled_from([*"abcdeW", "take", "stored", "lost", "back", "give up"])


@given(st.lists(STEPS, max_size=80))
def test_everything_is_accounted_for_always(steps: list[str]) -> None:
    buffer, out = Buffer(12), None
    waiting: dict[str, int] = {}
    for number, step in enumerate(steps, 1):
        if step == "take" and out is None:
            out = buffer.take()
        elif step in ("stored", "lost") and out is not None:
            lost = 1 if step == "lost" and len(out) else 0
            buffer.stored(out, lost)
            out = None
        elif step == "back" and out is not None:
            buffer.put_back(out)
            out = None
        elif step == "give up" and out is None:
            buffer.give_up()
        elif step == "W":
            buffer.add_write(SqlWrite("SELECT 1"))
        elif len(step) == 1 and buffer.add_changes([change(step, number)]):
            waiting[step] = number
        told = buffer.accounts()
        assert told.received == told.stored + told.coalesced + told.shed + told.pending
        assert told.pending <= 12
    if out is not None:
        buffer.put_back(out)
    last = {item.entity_id: int(item.state or 0) for item in buffer.take().changes}
    assert all(waiting[name] == newest for name, newest in last.items()), "the newest state of each entity survives"


def test_order_is_kept_and_a_batch_put_back_goes_first() -> None:
    buffer = Buffer(100)
    for number in range(3):
        buffer.add_changes([change("a", number)])
    batch = buffer.take()
    buffer.add_changes([change("a", 3)])
    buffer.put_back(batch)
    assert [item.state for item in buffer.take().changes] == ["0", "1", "2", "3"]


def test_a_flood_coalesces_by_entity_and_sheds_only_new_ones() -> None:
    buffer = Buffer(100)
    for number in range(1000):
        buffer.add_changes([change(f"e{number % 50}", number)])
    told = buffer.accounts()
    assert (told.received, told.shed, told.pending) == (1000, 0, 50)
    assert told.coalesced == 950
    for number in range(100):
        buffer.add_changes([change(f"new{number}", number)])
    assert buffer.accounts().shed == 60
    assert all(buffer.add_write(SqlWrite("SELECT 1")) for _ in range(10)), "a tenth is kept for other records"
    assert not buffer.add_write(SqlWrite("SELECT 1"))


def test_below_half_full_nothing_is_coalesced() -> None:
    buffer = Buffer(100)
    for number in range(50):
        buffer.add_changes([change("chatty", number)])
    assert buffer.accounts().pending == 50


def test_waiters_go_with_the_batch_and_come_back_with_it() -> None:
    buffer, waiter = Buffer(10), Future[None]()
    buffer.add_waiter(waiter)
    batch = buffer.take()
    assert buffer.take() == Batch()
    buffer.put_back(batch)
    assert buffer.give_up() == [waiter]
