"""What the verbs have in common: where, in which sandbox, as whom, and how they answer."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import typer
from rich.console import Console

from shentu.client import Shentu
from shentu.settings import language_of_terminal

Url = Annotated[str | None, typer.Option(help="A running Shentu.", envvar="SHENTU_URL")]
Sandbox = Annotated[str, typer.Option("--sandbox", "-s", help="Which sandbox.", envvar="SHENTU_SANDBOX")]
AsJson = Annotated[bool, typer.Option("--json", help="JSON on standard output, and nothing else.")]
Timeout = Annotated[float, typer.Option(help="Seconds to wait, at most 60.")]

NO = 1
"""Refused, waited in vain, or something does not hold."""
NOBODY = 3
"""Nobody answers, or somebody else than Shentu."""

console = Console(highlight=False, soft_wrap=True)
stderr = Console(highlight=False, soft_wrap=True, stderr=True)


@contextmanager
def opened(url: str | None, sandbox: str) -> Iterator[Shentu]:
    """The instance, in this sandbox."""
    with Shentu(url, sandbox, language=language_of_terminal()) as shentu:
        yield shentu


def answer(said: Any, as_json: bool, shown: str) -> None:
    """What came of it: all of it for programs, a line for people."""
    if as_json:
        tell_json(said)
    else:
        console.print(shown, markup=False)


def tell_json(said: Any) -> None:
    """One document."""
    print(json.dumps(said, ensure_ascii=False, indent=2))
