"""What views are made of: the body of an answer, and one page of a list."""

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from pydantic import BaseModel
from sqlalchemy import Select

from shared.errors import FieldError, RequestInvalid
from shared.store import Transaction

T = TypeVar("T")


class View(BaseModel):
    """A response body."""


class PageQuery(BaseModel):
    """`?limit=&cursor=` of a list. The cursor says where the page begins; it is opaque to the caller."""

    limit: int
    after: str | None


class Shown(NamedTuple, Generic[T]):
    """What is on a page, and the cursor of the next one; None at the end."""

    items: list[T]
    next_cursor: str | None


def key_in(cursor: str) -> str:
    """The key that a cursor holds; raises RequestInvalid."""
    try:
        key = base64.urlsafe_b64decode(cursor.encode("ascii")).decode("ascii")
        if not key.isprintable():
            raise ValueError("no key of ours has control characters")
        return key
    except (ValueError, binascii.Error) as error:
        raise cursor_invalid() from error


def cursor_invalid() -> RequestInvalid:
    """For a cursor that leads nowhere in the list it came with."""
    zh, en = "分页游标无效，请从第一页重新获取。", "Not a cursor we gave."
    return RequestInvalid(errors=[FieldError("/query/cursor", "cursor-invalid", zh, en)])


def cursor_after(key: str) -> str:
    """The opaque cursor for what comes after `key`."""
    return base64.urlsafe_b64encode(key.encode("ascii")).decode("ascii")


def page_of(
    tx: Transaction, statement: Select[Any], key: Any, page: PageQuery, view: Callable[[Any], T], newest: bool = False
) -> Shown[T]:
    """One page of `statement`'s rows in the order of the column `key` (an id): the oldest first, or the `newest`."""
    if page.after is not None:
        statement = statement.where(key < page.after if newest else key > page.after)
    order = key.desc() if newest else key
    rows: Sequence[Any] = tx.scalars(statement.order_by(order).limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    more = len(rows) > page.limit
    return Shown([view(row) for row in shown], cursor_after(str(getattr(shown[-1], key.key))) if more else None)
