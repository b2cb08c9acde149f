"""API tokens of the shop's servers and people; only SHA-256 hashes are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from bot.errors import InvalidInput
from bot.ports import Clock
from bot.storage.database import Database
from bot.storage.tables import api_tokens

TOKEN_ROLES = ("support", "merchant", "admin", "shop")


@dataclass(frozen=True, slots=True)
class ApiToken:
    id: int
    role: str
    label: str
    created_at: datetime


class SqlApiTokens:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def add(self, token_hash: str, role: str, label: str = "") -> ApiToken:
        check_role(role)
        now = self._clock.now()
        row = {"token_hash": token_hash, "role": role, "label": label, "created_at": now}
        with self._database.write() as connection:
            token_id = connection.execute(insert(api_tokens).values(row).returning(api_tokens.c.id)).scalar_one()
        return ApiToken(token_id, role, label, now)

    def by_token(self, token_hash: str) -> ApiToken | None:
        """The token with this hash, unless it was revoked."""
        query = select(api_tokens).where(api_tokens.c.token_hash == token_hash, api_tokens.c.revoked_at.is_(None))
        with self._database.read() as connection:
            row = connection.execute(query).first()
        return None if row is None else _token(row)

    def list(self) -> list[ApiToken]:
        """The tokens that work, oldest first."""
        query = select(api_tokens).where(api_tokens.c.revoked_at.is_(None)).order_by(api_tokens.c.id)
        with self._database.read() as connection:
            return [_token(row) for row in connection.execute(query)]

    def revoke(self, token_id: int) -> None:
        statement = update(api_tokens).where(api_tokens.c.id == token_id, api_tokens.c.revoked_at.is_(None))
        with self._database.write() as connection:
            connection.execute(statement.values(revoked_at=self._clock.now()))


def check_role(role: str) -> None:
    if role not in TOKEN_ROLES:
        raise InvalidInput(f"A token's role is one of {', '.join(TOKEN_ROLES)}, not {role}")


def _token(row: Row[Any]) -> ApiToken:
    return ApiToken(row.id, row.role, row.label, row.created_at)
