"""What a setting must be, and the sentence for one that is not."""

import difflib
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, ValidationError
from pydantic.fields import FieldInfo

_PATH = re.compile(r"(/[A-Za-z0-9._~-]+)+")
_OUR_OWN = (
    "portal",
    "hall",
    "review",
    "sms",
    "sim",
    "internal",
    "problems",
    "docs",
    "livez",
    "metrics",
    "readyz",
    "healthz",
    ".",
    "..",
)
_HOST = re.compile(r"(\*\.)?[A-Za-z0-9_.-]+")
EVERYBODY = "*"
SECRET_LENGTH = 32  # characters: RFC 7518 3.2 wants a key as long as the hash
PREFIX = "SHENTU_"


@dataclass(frozen=True, slots=True)
class MustBe:
    """In a field's annotation: the words after “must be”. What was given for a `secret` one is not repeated."""

    words: str
    secret: bool = False


def explained(error: ValidationError, fields: dict[str, FieldInfo]) -> str:
    """One sentence for each wrong setting: its name, what was given, and what would be right."""
    return " ".join(_sentence(str(one["loc"][0]), one, fields) for one in error.errors())


def _sentence(name: str, error: Any, fields: dict[str, FieldInfo]) -> str:
    [must] = [each for each in fields[name].metadata if isinstance(each, MustBe)] or [MustBe("something else")]
    given = "" if must.secret else f"={error['input']}"
    return f"{PREFIX}{name.upper()}{given} cannot be: it must be {must.words}."


def one_of(*wanted: str) -> AfterValidator:
    """One of these, made small."""

    def check(value: str) -> str:
        if value.strip().lower() not in wanted:
            raise ValueError
        return value.strip().lower()

    return AfterValidator(check)


def url_of(*schemes: str) -> AfterValidator:
    """A URL, left as given, with one of these schemes, a host and a port that can be."""
    return AfterValidator(lambda value: value if value is None else _url(value, schemes))


def bus_url(value: str) -> str:
    """The URL as given; raises ValueError unless it is a broker's, or begins with `local:`."""
    return value if value.startswith("local:") else _url(value, ("amqp", "amqps"))


def _url(value: str, schemes: Collection[str]) -> str:
    parts = urlsplit(value.replace("{service}", "hall"))
    if parts.scheme not in schemes or not parts.hostname or parts.port == 0:  # `.port` raises what cannot be
        raise ValueError
    return value


def path_before_ours(value: str) -> str:
    """The path without a slash at its end; raises ValueError for one that cannot be told from a path of our own."""
    path = value.strip().rstrip("/")
    if path and (not _PATH.fullmatch(path) or path.split("/")[1] in _OUR_OWN):
        raise ValueError
    return path


def networks(value: str) -> str:
    """The list as given; raises ValueError unless it is `*` or each is an address or a network."""
    if value.strip() != EVERYBODY:
        networks_in(value)
    return value


def hosts(value: str) -> str:
    """The list as given; raises ValueError unless each is a name, an address or a network."""
    for part in (part.strip() for part in value.split(",") if part.strip()):
        if part != EVERYBODY and not is_address(part) and not _HOST.fullmatch(part):
            raise ValueError
    return value


def is_address(text: str) -> bool:
    """Whether it is an address or a network."""
    try:
        ip_network(text, strict=False)
    except ValueError:
        return False
    return True


def networks_in(listed: str) -> list[IPv4Network | IPv6Network]:
    """`10.0.0.0/8, ::1` as networks; raises ValueError."""
    return [ip_network(part.strip(), strict=False) for part in listed.split(",") if part.strip()]


def known_files_url(value: str | None) -> str | None:
    """The URL as given; raises ValueError unless there is a file system for it here."""
    if value is None:
        return value
    import fsspec

    scheme, separator, _ = value.partition("://")
    if not separator:
        raise ValueError
    try:
        fsspec.get_filesystem_class(scheme)
    except ImportError as error:
        raise ValueError from error
    return value


def misspelt(names: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    """A sentence for each variable that looks like a setting and is none."""
    settings = [PREFIX + name.upper() for name in known]
    for name in names:
        if name.startswith(PREFIX) and name not in settings:
            for meant in difflib.get_close_matches(name, settings, 1, 0.85):
                yield f"{name} is no setting: {meant} may be meant"
