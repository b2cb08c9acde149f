"""The people of the back room: for admins alone."""

from __future__ import annotations

from typing import Any

from anyio import to_thread
from fastapi import APIRouter
from fastapi.responses import Response

from bot.errors import Conflict, InvalidInput, NotFound
from bot.storage.users import USER_ROLES
from bot.web.console.desk import AdminDesk, Desk, Form, go, show

router = APIRouter(prefix="/users")


@router.get("")
async def people(desk: AdminDesk) -> Response:
    return await _page(desk)


@router.post("")
async def add(desk: AdminDesk, form: Form) -> Response:
    """Adds a person, and shows their one-time link this once."""
    email, role = form.get("email", ""), form.get("role", "")
    try:
        path = await to_thread.run_sync(desk.shop.invite, email, role)
    except (Conflict, InvalidInput) as error:
        mistake = "taken" if isinstance(error, Conflict) else "email"
        return await _page(desk, error.status, mistake=mistake, email=email, role=role)
    return await _page(desk, 201, link=desk.shop.settings.url + path, invited=email)


@router.post("/{user_id}/link")
async def new_link(user_id: int, desk: AdminDesk, _form: Form) -> Response:
    """Another one-time link, for who lost the first or the password."""
    user = await _user(desk, user_id)
    path = await to_thread.run_sync(desk.shop.one_time_link, user.role, user.id)
    return await _page(desk, link=desk.shop.settings.url + path, invited=user.email)


@router.post("/{user_id}/active")
async def set_active(user_id: int, desk: AdminDesk, form: Form) -> Response:
    """Sends a person away, at once, or lets them back in."""
    user = await _user(desk, user_id)
    if user.id == desk.user.id:
        raise Conflict("Nobody sends themselves away", reason="yourself")
    active = form.get("active") == "yes"
    await to_thread.run_sync(desk.shop.users.set_active, user.id, active)
    return go("/users", "back_in" if active else "sent_away")


async def _user(desk: Desk, user_id: int) -> Any:
    user = await to_thread.run_sync(desk.shop.users.get, user_id)
    if user is None:
        raise NotFound("There is no such account")
    return user


async def _page(desk: Desk, status: int = 200, **values: Any) -> Response:
    users = await to_thread.run_sync(desk.shop.users.list)
    return show(desk, "users.html", status, users=users, roles=USER_ROLES, **values)
