"""Bearer tokens: opaque, 256 bits, known here by their SHA-256 alone."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import Depends
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from bot.errors import Forbidden, NotAuthenticated, NotFound
from bot.shopper.entry import Conversation
from bot.web.shop import TheShop

TOKEN_BYTES = 32

_conversation_scheme = HTTPBearer(auto_error=False, scheme_name="conversation", description="The conversation's token.")
_visitor_scheme = HTTPBearer(auto_error=False, scheme_name="visitor", description="The visitor's token.")
_api_scheme = HTTPBearer(auto_error=False, scheme_name="api", description="From `comptoir token create`.")

Credentials = HTTPAuthorizationCredentials | None


def new_token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_of(token: str) -> str:
    """SHA-256, hex: enough for a random secret of 256 bits, which nobody can guess from its hash."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _lookup(credentials: Credentials, by_token: Callable[[str], Any]) -> Any:
    found = None if credentials is None else by_token(hash_of(credentials.credentials))
    if found is None:
        raise NotAuthenticated()
    return found


async def conversation_of(
    conversation_id: str, shop: TheShop, credentials: Annotated[Credentials, Depends(_conversation_scheme)]
) -> Conversation:
    """The conversation that the token opens: none or a made-up one is 401, another conversation's 404."""
    found = await shop.counter.opened_by(hash_of(credentials.credentials)) if credentials else None
    if found is None:
        raise NotAuthenticated()
    if found.id != conversation_id:
        raise NotFound("This token opens another conversation")
    return found


def visitor_of(shop: TheShop, credentials: Annotated[Credentials, Depends(_visitor_scheme)]) -> Any:
    return _lookup(credentials, shop.visitors.by_token)


def token_of_role(*roles: str) -> Callable[..., Any]:
    """A dependency: the API token, of one of `roles`; another role's is 403."""

    def of_role(shop: TheShop, credentials: Annotated[Credentials, Depends(_api_scheme)]) -> Any:
        token = _lookup(credentials, shop.api_tokens.by_token)
        if token.role not in roles:
            raise Forbidden(f"This needs a token of role {' or '.join(roles)}")
        return token

    return of_role


TheConversation = Annotated[Conversation, Depends(conversation_of)]
TheVisitor = Annotated[Any, Depends(visitor_of)]
