"""Entity ids: one a thing, the same after every restart, never two alike."""

from __future__ import annotations

import hashlib

from edge.home.names import slug


class Identities:
    """Who has which entity id; one is shared by all dialects of a home.

    The first to claim an id has it; a later one with the same name gets a suffix made of its key, so
    that it is called the same whenever it comes second.
    """

    def __init__(self) -> None:
        """No id is taken."""
        self._owners: dict[str, str] = {}
        self._ids: dict[str, str] = {}

    def claim(self, key: str, domain: str, wanted: str) -> str:
        """The entity id of what `key` names, whose object id should be `wanted`, as a slug.

        A key that has an id in this domain keeps it, whatever is wanted now.
        """
        known = self._ids.get(key)
        if known is not None and known.startswith(f"{domain}."):
            return known
        if known is not None:
            self.release(key)
        entity_id = f"{domain}.{slug(wanted) or _digest(key)}"
        if entity_id in self._owners:
            entity_id = f"{entity_id}_{_digest(key)}"
        self._owners[entity_id] = key
        self._ids[key] = entity_id
        return entity_id

    def release(self, key: str) -> None:
        """Give an id back."""
        entity_id = self._ids.pop(key, None)
        if entity_id is not None:
            self._owners.pop(entity_id, None)


def _digest(key: str) -> str:
    return hashlib.blake2b(key.encode(errors="replace"), digest_size=3).hexdigest()
