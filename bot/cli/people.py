"""`comptoir user` and `comptoir token`: who may enter the consoles, and what may call the admin API."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

import typer

from bot import wiring
from bot.settings import Settings

user_app = typer.Typer(help="People of the consoles.", no_args_is_help=True)
token_app = typer.Typer(help="Tokens of the admin API.", no_args_is_help=True)


class UserRole(str, Enum):
    support = "support"
    merchant = "merchant"
    admin = "admin"


class TokenRole(str, Enum):
    support = "support"
    merchant = "merchant"
    admin = "admin"
    shop = "shop"


@user_app.callback()
def people() -> None:
    """People of the consoles."""


@token_app.callback()
def tokens() -> None:
    """Tokens of the admin API."""


@user_app.command("add")
def add_user(
    email: Annotated[str, typer.Argument(help="The person's address.")],
    role: Annotated[UserRole, typer.Option(help="What they may do.")],
) -> None:
    """Add a person; prints the one-time link with which they choose a password."""
    settings = Settings()
    with wiring.opened(settings) as shop:
        link = shop.invite(email, role.value)
    typer.echo(f"{email} may choose a password here, once, within 24 hours:")
    typer.echo(f"{settings.url}{link}")


@token_app.command("create")
def create_token(
    role: Annotated[TokenRole, typer.Option(help="What the token may do.")],
    label: Annotated[str, typer.Option(help="What it is for.")] = "",
) -> None:
    """Make an API token; it is told once, alone on the last line."""
    with wiring.opened(Settings()) as shop:
        token = shop.new_token(role.value, label)
    typer.echo(f"A token of role {role.value}; it is not shown again:", err=True)
    typer.echo(token)
