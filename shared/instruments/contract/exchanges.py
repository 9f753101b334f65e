"""Requests with what was said and answered, as far as it may be shown; and which fields of a service may not be."""

from typing import Any

from pydantic import Field

from shared.instruments.contract.journal import Line
from shared.instruments.contract.question import Question
from shared.instruments.contract.said import Ids, Nothing, Said


class Marks(Said):
    """What is sensitive in a JSON value: it itself (`how`), or by name what stands in it, or in each of its items.

    In a `closed` object there are no other fields: what is there all the same was mistyped, and may be anything.
    """

    how: str | None = None
    fields: dict[str, "Marks"] = Field(default_factory=dict)
    closed: bool = False

    @property
    def plain(self) -> bool:
        """Whether nothing in it is sensitive."""
        return self.how is None and all(one.plain for one in self.fields.values())


class OperationMarks(Said):
    """An operation by its path template. `body` and `answer` are None where there is no JSON."""

    method: str
    path: str
    query: Marks
    body: Marks | None
    answer: Marks | None


class ServiceMarks(Said):
    """All operations of a service."""

    items: list[OperationMarks]


class Pair(Said):
    """A header or a part of a query; names may come more than once."""

    name: str
    value: str


class KeptFile(Said):
    """A file that was sent or handed out; never its content."""

    name: str | None
    media_type: str | None
    size: int | None
    sha256: str | None


class KeptBody(Said):
    """A body of `size` bytes: `text` with what is sensitive masked, `cut` after 64 KiB; or the `files` in it.

    `hidden` says why it is not shown: `page` (what a browser was shown or filled in), `unknown` (no schema says what
    may be shown of it) or `large`.
    """

    media_type: str | None = None
    size: int = 0
    text: str | None = None
    cut: bool = False
    files: list[KeptFile] = Field(default_factory=list)
    hidden: str | None = None


class KeptAnswer(Said):
    """What was answered."""

    status: int
    headers: list[Pair]
    body: KeptBody


class KeptExchange(Said):
    """What was asked, and what was answered."""

    method: str
    path: str
    headers: list[Pair]
    query: list[Pair]
    body: KeptBody
    answer: KeptAnswer


class ExchangesKept(Said):
    """Requests by their ids, each with its line in the journal and what was kept of it, where anything was."""

    items: list["LineKept"]


class LineKept(Said):
    """One of them."""

    line: Line
    kept: dict[str, Any] | None


EXCHANGES = Question("exchanges", Ids, ExchangesKept)
MARKS = Question("marks", Nothing, ServiceMarks)
