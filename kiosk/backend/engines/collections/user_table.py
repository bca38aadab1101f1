"""The users of one collection, within a transaction."""

import json
import sqlite3
from collections.abc import Sequence

from kiosk.backend.engines.collections.records import Collection, User
from kiosk.backend.stores.sqlite.seals import Seals
from kiosk.errors import UserNotFound

_SELECT = "SELECT user.id, user.name, (SELECT count(*) FROM face WHERE face.user = user.id) FROM user"


class UserTable:
    """Rows of `user`; lives as long as the transaction."""

    def __init__(self, connection: sqlite3.Connection, seals: Seals, collection: Collection) -> None:
        self._connection = connection
        self._seals = seals
        self._collection = collection

    def get(self, user_id: str) -> User:
        """The user with this id; raises UserNotFound."""
        found = self.find(user_id)
        if found is None:
            raise UserNotFound
        return found

    def find(self, user_id: str) -> User | None:
        """The user with this id, if there is one."""
        condition = "WHERE collection = ? AND fingerprint = ?"
        users = self._select(condition, self._collection.key, self._fingerprint(user_id))
        return users[0] if users else None

    def by_keys(self, keys: Sequence[int]) -> dict[int, User]:
        """Those of them that there still are."""
        condition = "WHERE user.id IN (SELECT value FROM json_each(?))"
        return {user.key: user for user in self._select(condition, json.dumps(keys))}

    def after(self, key: int, limit: int) -> list[User]:
        """The next users by the store's own key, as the service sorts them."""
        return self._select(
            "WHERE collection = ? AND user.id > ? ORDER BY user.id LIMIT ?", self._collection.key, key, limit
        )

    def count(self) -> int:
        """How many there are."""
        row = self._connection.execute("SELECT count(*) FROM user WHERE collection = ?", [self._collection.key])
        return int(row.fetchone()[0])

    def insert(self, user_id: str) -> bool:
        """A new user; False when there is one with this id."""
        cursor = self._connection.execute(
            "INSERT INTO user (collection, fingerprint, name) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            [
                self._collection.key,
                self._fingerprint(user_id),
                self._seals.seal_text(user_id, f"user:{self._collection.key}"),
            ],
        )
        return cursor.rowcount == 1

    def delete(self, user: User) -> None:
        """Delete the user; their faces stay, and are nobody's."""
        self._connection.execute("DELETE FROM user WHERE id = ?", [user.key])

    def _select(self, condition: str, *values: object) -> list[User]:
        rows = self._connection.execute(f"{_SELECT} {condition}", values).fetchall()
        place = f"user:{self._collection.key}"
        return [User(key, self._seals.open_text(name, place), count) for key, name, count in rows]

    def _fingerprint(self, user_id: str) -> bytes:
        return self._seals.fingerprint("user", str(self._collection.key), user_id)
