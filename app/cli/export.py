"""`shouhou export`: a register as a spreadsheet."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from app.errors import BadInput, FieldError
from app.settings import read_settings

if TYPE_CHECKING:
    from app.store.database import Store
    from app.store.records import Shop


def export(
    register: Annotated[str, typer.Argument(metavar="REGISTER", help="Such as courier_claims or wrong_shipments.")],
    month: Annotated[str | None, typer.Option(help="A month such as 2026-11; left out: everything.")] = None,
    shop: Annotated[str, typer.Option(help="The shop whose register it is.")] = "default",
    language: Annotated[Literal["zh", "en"], typer.Option(help="The language of titles and choices.")] = "zh",
    out: Annotated[Path | None, typer.Option(help="Where to write: a name that ends in .xlsx or .csv.")] = None,
) -> None:
    """Write a register as a spreadsheet for Excel, with everything or with one month."""
    from app.store.database import open_store

    file = out or Path("-".join(filter(None, [register, month])) + ".xlsx")
    if file.suffix.lower() not in {".xlsx", ".csv"}:
        raise BadInput([FieldError("--out", "must end in .xlsx or .csv")])
    store = open_store(read_settings())
    try:
        rows = _write(store, file, register=register, month=month, shop=_find_shop(store, shop), language=language)
    finally:
        store.close()
    print(f"{file}: {rows} rows")


def _write(
    store: Store, file: Path, *, register: str, month: str | None, shop: Shop, language: Literal["zh", "en"]
) -> int:
    from app.desk.actors import Actor
    from app.desk.registers.exports import make_table
    from app.desk.registers.lists import Wish
    from app.exchange.writing import write_csv, write_xlsx

    actor, wish = Actor("system", None, (shop.id,)), Wish(register, month=month)
    with store.transaction() as session:
        table = make_table(session, wish, shop_id=shop.id, language=language, now=datetime.now(UTC), actor=actor)
        with file.open("wb") as opened:
            return (write_csv if file.suffix.lower() == ".csv" else write_xlsx)(table, opened)


def _find_shop(store: Store, slug: str) -> Shop:
    from app.store.shops import find_shop

    with store.reading() as session:
        shop = find_shop(session, slug)
    if shop is None:
        raise BadInput([FieldError("--shop", f"there is no shop called {slug}")])
    return shop
