"""`Sim-Actor`: who changes something by hand, as they call themselves."""

from typing import Annotated
from urllib.parse import unquote

from fastapi import Header

from shared.errors import FieldError, RequestInvalid

LONGEST = 80

ActorHeader = Annotated[
    str | None,
    Header(
        alias="Sim-Actor",
        description="Who does it, in control steps and in the console: up to 80 characters, UTF-8 or percent-encoded.",
        openapi_examples={"a tester": {"value": "alice"}},
    ),
]


def actor_named(header: str | None) -> str:
    """The name, empty where none is given; raises RequestInvalid for what is none."""
    name = unquote(_read(header or "")).strip()
    if len(name) > LONGEST or not name.isprintable():
        zh, en = (
            f"Sim-Actor 请写名字，至多{LONGEST}个可显示字符。",
            f"Sim-Actor is a name of at most {LONGEST} printable characters.",
        )
        raise RequestInvalid(errors=[FieldError("/header/Sim-Actor", "actor-malformed", zh, en)])
    return name


def _read(header: str) -> str:
    """Headers are read as Latin-1; what is UTF-8 is meant as such."""
    try:
        return header.encode("latin-1").decode()
    except UnicodeError:
        return header
