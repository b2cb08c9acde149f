"""Passwords of the back room: argon2id, checked in a thread since that takes tens of milliseconds on purpose."""

from __future__ import annotations

from functools import lru_cache

from anyio import to_thread
from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from bot.errors import InvalidInput

SHORTEST = 12
"""Characters: length is what a guesser pays for (NIST SP 800-63B, without its composition rules)."""
LONGEST = 256

_hasher = PasswordHasher()


def check_new(password: str, again: str, email: str) -> None:
    """Raises InvalidInput, with the reason's code, for a password nobody should have."""
    if password != again:
        raise InvalidInput("The two passwords differ", reason="differ")
    if len(password) < SHORTEST:
        raise InvalidInput(f"A password has at least {SHORTEST} characters", reason="short")
    if len(password) > LONGEST:
        raise InvalidInput(f"A password has at most {LONGEST} characters", reason="long")
    if len(set(password)) < 5 or password.casefold() in email.casefold() or email.casefold() in password.casefold():
        raise InvalidInput("This password is too easy to guess", reason="easy")


async def hashed(password: str) -> str:
    return await to_thread.run_sync(_hasher.hash, password)


async def matches(password_hash: str | None, password: str) -> bool:
    """Whether it is the password; takes as long when there is no hash, so that an unknown address can't be told."""
    right = await to_thread.run_sync(_verify, password_hash or _nobodys_hash(), password[:LONGEST])
    return right and password_hash is not None


def _verify(password_hash: str, password: str) -> bool:
    try:
        return _hasher.verify(password_hash, password)
    except (Argon2Error, InvalidHashError):
        return False


@lru_cache(maxsize=1)
def _nobodys_hash() -> str:
    return _hasher.hash("nobody's password")
