"""Who comes in: a person who agreed to be recognised has a token; nobody else leaves a trace."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from anyio import to_thread

from bot.shopper.entry import Consent
from bot.web.auth.tokens import hash_of, new_token


@dataclass(frozen=True, slots=True)
class Recognised:
    """Both None without consent."""

    id: str | None = None
    token: str | None = None


async def recognise(visitors: Any, token: str | None, consent: Consent) -> Recognised:
    """The visitor this token names, else a new one: an unknown token (erased, made up) is no error."""
    return await to_thread.run_sync(_recognise, visitors, token, consent)


def _recognise(visitors: Any, token: str | None, consent: Consent) -> Recognised:
    known = visitors.by_token(hash_of(token)) if token else None
    if known is not None:
        # Told also when it is withdrawn: what was kept with agreement is not used without it.
        visitors.seen(known.id, consent)
    if not (consent.personalisation or consent.analytics):
        return Recognised()
    if known is not None:
        return Recognised(known.id, token)
    fresh = new_token()
    return Recognised(visitors.add(uuid.uuid4().hex, hash_of(fresh), consent).id, fresh)
