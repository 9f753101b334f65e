"""What is texted, rendered from `wordings.toml` (guide step 7: account, password and the platform's address)."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

Kind = Literal["code", "notice"]

SINGLE_PART = 70
LONG_PART = 67

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_ADDRESS = re.compile(r"https?://|www\.", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Wording:
    """A message template (短信模板): who signs (签名), what it says, and what has to be filled in."""

    id: str
    name: str
    title: str
    en: str
    kind: Kind
    sign: str
    text: str
    variables: tuple[str, ...]
    source: str

    def rendered(self, values: Mapping[str, str]) -> str:
        """The text as it stands on the phone: `【sign】` and the words. Raises KeyError for a missing variable."""
        return f"【{self.sign}】{self.text}".format_map({name: one_line(values[name]) for name in self.variables})


@cache
def wordings() -> dict[str, Wording]:
    """Every template by its id."""
    raw = tomllib.loads((Path(__file__).parent.parent / "wordings.toml").read_text("utf-8"))
    return {key: Wording(id=key, **{**fields, "variables": tuple(fields["variables"])}) for key, fields in raw.items()}


def template_id(called: str) -> str:
    """The id of a template that is called by its id, by its name, or by both (`T3 account-created`)."""
    known = wordings().values()
    return next((one.id for one in known if called.strip() in (one.name, f"{one.id} {one.name}")), called)


def one_line(value: str) -> str:
    """A variable's value without line breaks and control characters: it must not add lines to a text."""
    return _CONTROL.sub(" ", value).strip()


def holds_address(values: Mapping[str, str]) -> bool:
    """Whether a variable smuggles a web address into the text; providers refuse such a message (sister system)."""
    return any(_ADDRESS.search(value) for value in values.values())


def parts(text: str) -> int:
    """How many short messages `text` takes: one up to 70 characters, else pieces of 67, the sign counted."""
    return 1 if len(text) <= SINGLE_PART else -(-len(text) // LONG_PART)
