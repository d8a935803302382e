"""Shopping and to-do lists: Home Assistant's where there are any, else the hub's own."""

from __future__ import annotations

from edge.ground.names import Match
from edge.ground.view import View
from edge.home.effects import number
from edge.home.model import Entity
from edge.text import fold, tokens
from edge.turn import Clause, Effect, Frame, JsonValue, Problem, ServiceCall, Step, Tier

_VERB = {"AddItem": "add_item", "CompleteItem": "update_item", "RemoveItem": "remove_item"}
_SHOPPING = frozenset({"shopping", "shopping list", "groceries", "grocery", "grocery list"})
_LIST_WORDS = frozenset({"list", "to", "do", "todo"})


def change_list(frame: Frame, view: View) -> Clause:
    """Add, complete or remove `item` on the list called `name` (the shopping list when none is named)."""
    item = str(frame.slots.get("item", "")).strip()
    name = str(frame.slots.get("name") or ("shopping list" if "Shopping" in frame.intent else ""))
    entity = find_list(name, view)
    if isinstance(entity, Problem):
        return Clause(frame, problems=(entity,))
    if not item:
        subject = entity.name if entity is not None else name or "list"
        return Clause(frame, problems=(Problem("not_supported", subject, (entity.id,) if entity is not None else ()),))
    verb = next(service for ending, service in _VERB.items() if frame.intent.endswith(ending))
    if entity is None:
        own = own_list(name)
        if verb != "add_item" and not any(fold(entry) == fold(item) for entry in view.knowledge.lists.get(own, ())):
            return Clause(frame, problems=(Problem("no_entity", item),))
        call = ServiceCall("hearth", f"list_{verb}", data={"list": own, "item": item})
        return Clause(frame, steps=(Step(call, Tier.COMFORT, inverse=_own_inverse(call)),))
    step = Step(_todo_call(entity, verb, item), Tier.COMFORT, _count_effect(entity, verb), _inverse(entity, verb, item))
    return Clause(frame, (entity.id,), (step,))


def own_list(name: str) -> str:
    """The name under which the hub keeps a list of its own; the shopping list has many."""
    bare = " ".join(word for word in tokens(name) if word not in _LIST_WORDS)
    return fold(name) if bare and bare not in _SHOPPING else "shopping list"


def find_list(name: str, view: View) -> Entity | Problem | None:
    """The to-do entity that a list name means, `None` for the hub's own list, or why it is unclear."""
    lists = view.snapshot.by_domain.get("todo", ())
    if not lists:
        return None
    bare = " ".join(word for word in tokens(name) if word not in _LIST_WORDS)
    matches = _matching(name, bare, view)
    if len(matches) == 1 or (matches and matches[0].score > matches[1].score):
        return view.entity(matches[0].id)
    if fold(name) in _SHOPPING or bare in _SHOPPING:
        return _shopping(lists)
    if not bare:
        return lists[0] if len(lists) == 1 else Problem("ambiguous", name or "list", tuple(e.id for e in lists))
    return Problem("no_entity", name, tuple(entity.id for entity in lists))


def _matching(name: str, bare: str, view: View) -> list[Match]:
    def is_list(entity_id: str) -> bool:
        return view.entity(entity_id).domain == "todo"

    return view.names.entities(name, is_list) or (view.names.entities(bare, is_list) if bare else [])


def _shopping(lists: tuple[Entity, ...]) -> Entity | None:
    named = [e for e in lists if e.id.endswith("shopping_list") or _SHOPPING & {fold(n) for n in (e.name, *e.aliases)}]
    return named[0] if named else (lists[0] if len(lists) == 1 else None)


def _todo_call(entity: Entity, verb: str, item: str) -> ServiceCall:
    data: dict[str, JsonValue] = {"item": item}
    if verb == "update_item":
        data["status"] = "completed"
    return ServiceCall("todo", verb, entity.id, data)


def _count_effect(entity: Entity, verb: str) -> Effect | None:
    count = number(entity.state)
    if count is None:
        return None
    after = count + 1 if verb == "add_item" else max(0.0, count - 1)
    return Effect(entity.id, f"{after:g}")


def _inverse(entity: Entity, verb: str, item: str) -> tuple[ServiceCall, ...]:
    if verb == "add_item":
        return (ServiceCall("todo", "remove_item", entity.id, {"item": item}),)
    if verb == "update_item":
        return (ServiceCall("todo", "update_item", entity.id, {"item": item, "status": "needs_action"}),)
    return (ServiceCall("todo", "add_item", entity.id, {"item": item}),)


def _own_inverse(call: ServiceCall) -> tuple[ServiceCall, ...]:
    opposite = "list_remove_item" if call.service == "list_add_item" else "list_add_item"
    return (ServiceCall("hearth", opposite, data=call.data),)
