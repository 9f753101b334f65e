"""What is texted, rendered from `wordings.toml` (guide step 7: account, password and the platform's address)."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
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
    """A message template (短信模板): who signs (签名), what it says, and what has to be filled in. At an SMS vendor its
    id is made of its `number`."""

    id: str
    name: str
    title: str
    en: str
    kind: Kind
    sign: str
    text: str
    variables: tuple[str, ...]
    source: str
    number: int = 0

    @property
    def titled(self) -> str:
        """What it is called in a trace."""
        return self.id if self.name == self.id else f"{self.id} {self.name}"

    @property
    def ids(self) -> tuple[str, ...]:
        """What it is called here, and at the vendors."""
        return (self.id, f"SMS_{self.number}", str(self.number)) if self.number else (self.id,)

    def rendered(self, values: Mapping[str, str]) -> str:
        """The text as it stands on the phone: `【sign】` and the words. Raises KeyError for a missing variable."""
        return f"【{self.sign}】{self.text}".format_map({name: one_line(values[name]) for name in self.variables})


@dataclass(frozen=True, slots=True)
class ForeignWording(Wording):
    """A template that only a vendor's customer knows: its words are unknown here, what fills it in is told instead."""

    def rendered(self, values: Mapping[str, str]) -> str:
        """`【sign】template：name=value，…`; what is missing stays empty."""
        told = "，".join(f"{name}={one_line(values.get(name, ''))}" for name in self.variables)
        return f"【{self.sign}】{self.text}：{told}" if told else f"【{self.sign}】{self.text}"


@cache
def wordings() -> dict[str, Wording]:
    """Every template by its id."""
    raw = tomllib.loads((Path(__file__).parent.parent / "wordings.toml").read_text("utf-8"))
    return {key: Wording(id=key, **{**fields, "variables": tuple(fields["variables"])}) for key, fields in raw.items()}


def wording_of(template: str, sign: str = "", variables: tuple[str, ...] = ()) -> Wording:
    """The template with this id, ours by whatever name, or one of a vendor's customer's."""
    if ours := ours_called(template):
        return replace(ours, id=template, sign=sign or ours.sign)
    words = foreign_words()
    return ForeignWording(
        id=template, name=template, title=words["title"], en=words["en"], kind="code", sign=sign,
        text=words["text"].format(template=template), variables=variables, source=words["source"],
    )  # fmt: skip


@cache
def foreign_words() -> dict[str, str]:
    """What is said of a template whose words are not known; data, see `foreign_wording.toml`."""
    return tomllib.loads((Path(__file__).parent.parent / "foreign_wording.toml").read_text("utf-8"))


def ours_called(template: str) -> Wording | None:
    """Our own template with this id, which may be a vendor's for it."""
    return _by_any_id().get(template)


@cache
def _by_any_id() -> dict[str, Wording]:
    return {each: one for one in wordings().values() for each in one.ids}


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
