"""The people of the back room, the one-time links that let them in the first time, and what they logged out of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.errors import Conflict, InvalidInput, NotFound
from bot.ports import Clock
from bot.storage.database import Database
from bot.storage.tables import ended_sessions, login_links, users

USER_ROLES = ("support", "merchant", "admin")


@dataclass(frozen=True, slots=True)
class User:
    """`password_hash` is None until the person has used their first link.

    `session_epoch` grows when every session of this person must end (new password, deactivated); a session carries the
    epoch it began in.
    """

    id: int
    email: str
    role: str
    language: str
    active: bool
    password_hash: str | None
    session_epoch: int
    created_at: datetime
    last_login_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LoginLink:
    """Opens the door once. `user_id` None: the first start's link, which makes the first account."""

    role: str
    user_id: int | None
    expires_at: datetime


class SqlUsers:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def add(self, email: str, role: str, language: str = "fr") -> User:
        """Raises Conflict when the address is taken, InvalidInput for an address or a role that can't be."""
        email = checked_email(email)
        check_user_role(role)
        now = self._clock.now()
        row = {
            "email": email,
            "role": role,
            "language": language,
            "active": True,
            "session_epoch": 0,
            "created_at": now,
        }
        try:
            with self._database.write() as connection:
                user_id = connection.execute(insert(users).values(row).returning(users.c.id)).scalar_one()
        except IntegrityError:
            raise Conflict(f"{email} has an account already") from None
        return User(user_id, email, role, language, True, None, 0, now)

    def get(self, user_id: int) -> User | None:
        return self._one(users.c.id == user_id)

    def by_email(self, email: str) -> User | None:
        return self._one(users.c.email == email.strip().casefold())

    def list(self) -> list[User]:
        with self._database.read() as connection:
            return [_user(row) for row in connection.execute(select(users).order_by(users.c.email))]

    def set_password(self, user_id: int, password_hash: str) -> None:
        """Also ends the sessions opened with the old one."""
        self._change(user_id, password_hash=password_hash, session_epoch=users.c.session_epoch + 1)

    def set_role(self, user_id: int, role: str) -> None:
        check_user_role(role)
        self._change(user_id, role=role)

    def set_language(self, user_id: int, language: str) -> None:
        self._change(user_id, language=language)

    def set_active(self, user_id: int, active: bool) -> None:
        self._change(user_id, active=active, session_epoch=users.c.session_epoch + 1)

    def logged_in(self, user_id: int) -> None:
        self._change(user_id, last_login_at=self._clock.now())

    def _one(self, condition: ColumnElement[bool]) -> User | None:
        with self._database.read() as connection:
            row = connection.execute(select(users).where(condition)).first()
        return None if row is None else _user(row)

    def _change(self, user_id: int, **values: Any) -> None:
        with self._database.write() as connection:
            if connection.execute(update(users).where(users.c.id == user_id).values(values)).rowcount != 1:
                raise NotFound("There is no such account")


class SqlLoginLinks:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def add(self, token_hash: str, role: str, expires_at: datetime, user_id: int | None = None) -> LoginLink:
        check_user_role(role)
        now = self._clock.now()
        row = {"token_hash": token_hash, "role": role, "user_id": user_id, "created_at": now, "expires_at": expires_at}
        with self._database.write() as connection:
            connection.execute(insert(login_links).values(row))
        return LoginLink(role, user_id, expires_at)

    def peek(self, token_hash: str) -> LoginLink | None:
        """The link if it still opens, left unused."""
        usable = (login_links.c.used_at.is_(None), login_links.c.expires_at > self._clock.now())
        query = select(login_links).where(login_links.c.token_hash == token_hash, *usable)
        with self._database.read() as connection:
            row = connection.execute(query).first()
        return None if row is None else _link(row)

    def use(self, token_hash: str) -> LoginLink | None:
        """Use the link up: of several who try at once, one gets it."""
        now = self._clock.now()
        usable = (login_links.c.used_at.is_(None), login_links.c.expires_at > now)
        statement = update(login_links).where(login_links.c.token_hash == token_hash, *usable).values(used_at=now)
        with self._database.write() as connection:
            row = connection.execute(statement.returning(*login_links.c)).first()
        return None if row is None else _link(row)


class SqlEndedSessions:
    """Which sessions were logged out of, by their nonce, as long as their cookies could still open something."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def add(self, nonce: str, expires_at: datetime) -> None:
        """Again changes nothing. Those whose cookies have expired are forgotten."""
        with self._database.write_log() as connection:
            connection.execute(delete(ended_sessions).where(ended_sessions.c.expires_at <= self._clock.now()))
            connection.execute(delete(ended_sessions).where(ended_sessions.c.nonce == nonce))
            connection.execute(insert(ended_sessions).values(nonce=nonce, expires_at=expires_at))

    def has(self, nonce: str) -> bool:
        query = select(ended_sessions.c.nonce).where(ended_sessions.c.nonce == nonce)
        with self._database.read() as connection:
            return connection.execute(query).first() is not None


def checked_email(email: str) -> str:
    """Trimmed and case-folded; raises InvalidInput for what can't be an address."""
    clean = email.strip().casefold()
    name, at, host = clean.rpartition("@")
    if not (name and at and host) or any(c.isspace() for c in clean) or len(clean) > 320:
        raise InvalidInput(f"{email!r} is not an e-mail address")
    return clean


def check_user_role(role: str) -> None:
    if role not in USER_ROLES:
        raise InvalidInput(f"A person's role is one of {', '.join(USER_ROLES)}, not {role}")


def _user(row: Row[Any]) -> User:
    return User(
        row.id,
        row.email,
        row.role,
        row.language,
        row.active,
        row.password_hash,
        row.session_epoch,
        row.created_at,
        row.last_login_at,
    )


def _link(row: Row[Any]) -> LoginLink:
    return LoginLink(row.role, row.user_id, row.expires_at)
