"""Requests about lists in the words that readers know: "we're out of tea, stick it on the shopping list" (English)."""

from __future__ import annotations

import re
from dataclasses import replace

from edge.turn import Frame
from edge.understand.triggers import VERBS

_LIST = r"(?P<list>(?:the|my|our) (?:[\w'’-]+ ){0,3}list|(?:the|my|our) (?:groceries|chores|to-?dos?|shopping))\b"
_BID = r"(?:(?:please|just|can you|could you|would you|will you|so|and|then|better) )*"
_PUT = r"(?:add|put|stick|pop|bung|chuck|throw|whack|shove|slap|jot|note|write|get)"
_ONTO = r"(?:down )?(?:on to|onto|on|to|in|into)"
_ITEMS = r"(?P<{0}>(?:(?!\b(?:on|off|to|onto|list)\b)[^.;?!])+?)"
_WE = (
    r"(?:(?:we|i|you)(?:'re|'ve|'ll| are| have| will|'d)? "
    r"(?:(?:just|nearly|almost|also|really|all|still|about to|going to) )*)"
)
_LACK = (
    r"(?:need|want|could do with|(?:run|ran|running) (?:out of|low on)|out of|low on|short of|used up|finished|"
    r"haven'?t got any|don'?t have any|have no)(?: (?:any more|some more|more|some))?"
)
_NEEDED = re.compile(
    rf"^(?:{_WE}{_LACK} {_ITEMS.format('needed')}|there(?:'s| is| are) no(?: more)? {_ITEMS.format('gone')}(?: left)?"
    rf"|(?:the |our )?{_ITEMS.format('over')}(?:'s|'ve| has| have| is| are) (?:all |nearly |almost )?"
    r"(?:run out|finished|gone|empty|used up))"
    rf"[\s,.;]+{_BID}{_PUT} (?:it|them|that|those|some|more|one|both)(?: of (?:them|those))? {_ONTO} {_LIST}",
    re.IGNORECASE,
)
_PLACED = re.compile(
    rf"^(?P<bid>{_BID})(?!add\b){_PUT} {_ITEMS.format('items')} (?:down )?(?:on to|onto|on) {_LIST}", re.IGNORECASE
)
_AND_ANOTHER = re.compile(
    rf"(?<=\blist)(?:,| and|, and) (?!(?:{VERBS}|add|take|remove|delete|tick|what|how|is)\b)"
    rf"{_ITEMS.format('items')} (?:to|on|onto) (?=(?:the|my|our) (?:[\w'’-]+ ){{0,3}}list\b)",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:the|some|my|our) (?=\S)", re.IGNORECASE)
_LISTED = re.compile(r",? +and +|, *", re.IGNORECASE)
_MOST_WORDS = 4


def as_listed(text: str) -> str:
    """The request as one to add what was spoken of to the list; any other as it is.

    >>> as_listed("we're out of tea bags, stick them on the shopping list")
    'add tea bags to the shopping list'
    >>> as_listed("pop eggs on my list and dim the lamp")
    'add eggs to my list and dim the lamp'
    """
    said = text.strip()
    needed = _NEEDED.match(said)
    if needed:
        items = next(part for part in (needed["needed"], needed["gone"], needed["over"]) if part)
        said = f"add {items.strip(' ,')} to {needed['list']}{said[needed.end() :]}"
    placed = _PLACED.match(said)
    if placed:
        said = f"{placed['bid']}add {placed['items'].strip(' ,')} to {placed['list']}{said[placed.end() :]}"
    another = _AND_ANOTHER.sub(lambda found: f" and add {found['items']} to ", said) if "list" in said else said
    return text if another == text.strip() else another


def each_item(frame: Frame) -> tuple[Frame, ...]:
    """The frame for every item that was enumerated; what is taken off a list is named without its article."""
    item = frame.slots.get("item")
    if not isinstance(item, str) or not frame.intent.endswith("Item"):
        return (frame,)
    parts = [part.strip() for part in _LISTED.split(item) if part.strip()] if "," in item else [item]
    if any(len(part.split()) > _MOST_WORDS for part in parts):
        parts = [item]
    if not frame.intent.endswith("AddItem"):
        parts = [_ARTICLE.sub("", part) for part in parts]
    return (frame,) if parts == [item] else tuple(replace(frame, slots={**frame.slots, "item": p}) for p in parts)
