"""`shouhou user add`: somebody new, from the terminal."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from app.errors import BadInput, FieldError
from app.settings import read_settings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.store.records import User

LASTS = timedelta(hours=72)
SHORTEST_PASSWORD = 10
"""Characters. Length is what makes a password hard to guess; nothing else is asked of it."""

people = typer.Typer(name="user", help="People who log in to the console.", no_args_is_help=True)


@people.callback()
def about() -> None:
    """People who log in to the console."""


@people.command()
def add(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What they log in with.")],
    role: Annotated[Literal["agent", "supervisor", "admin"], typer.Option(help="What they may do.")] = "agent",
    shop: Annotated[str, typer.Option(help="The shop they work for.")] = "default",
    ask_password: Annotated[
        bool, typer.Option("--ask-password", help="Ask for their password here, instead of printing a link.")
    ] = False,
    console: Annotated[
        str, typer.Option(metavar="URL", help="Where the console is, as the new person's browser reaches it.")
    ] = "http://127.0.0.1:8000",
) -> None:
    """Add a person and print a link that lets them in once, to set a password."""
    from app.store.database import open_store

    if not name.strip():
        raise BadInput([FieldError("NAME", "is blank")])
    password = _ask() if ask_password else None
    store = open_store(read_settings(), tell=lambda sentence: print(f"shouhou: {sentence}", file=sys.stderr))
    try:
        with store.transaction() as session:
            user, now = _add(session, name, role=role, shop=shop), datetime.now(UTC)
            said = _admit(session, user, password) if password else _invite(session, user, console=console, now=now)
    finally:
        store.close()
    print(f"{user.name} is {role} of {shop}. {said}")


def _ask() -> str:
    password = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    if len(password) < SHORTEST_PASSWORD:
        raise BadInput([FieldError("password", f"must have at least {SHORTEST_PASSWORD} characters")])
    return str(password)


def _add(session: Session, name: str, *, role: Literal["agent", "supervisor", "admin"], shop: str) -> User:
    from app.store.audit import Act, note_act
    from app.store.people import add_user, set_role
    from app.store.shops import find_shop

    found = find_shop(session, shop)
    if found is None:
        raise BadInput([FieldError("--shop", f"there is no shop called {shop}")])
    now = datetime.now(UTC)
    user = add_user(session, name, at=now, language=found.language)
    set_role(session, user.id, shop_id=found.id, role=role)
    act = Act("user.added", "system", shop_id=found.id, subject_kind="user", subject_id=user.id)
    note_act(session, act, at=now, data={"role": role})
    return user


def _invite(session: Session, user: User, *, console: str, now: datetime) -> str:
    from app.store.logins import add_link
    from app.store.secrets import hash_token, make_token
    from app.web.setup import PATH

    token = make_token()
    add_link(session, hash_token(token), user_id=user.id, purpose="invite", expires_at=now + LASTS)
    hours, link = LASTS // timedelta(hours=1), console.rstrip("/") + PATH.format(token=token)
    return f"Within {hours} hours this page lets them in once, to set a password:\n{link}"


def _admit(session: Session, user: User, password: str) -> str:
    from app.store.people import change_user
    from app.store.secrets import hash_password

    change_user(session, user.id, password_hash=hash_password(password))
    return "They can log in with that password."
