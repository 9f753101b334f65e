"""技术支持: the help documents (support.toml), each a Markdown file in support/."""

from dataclasses import dataclass
from typing import Any

from services.review.rules.data import FOLDER, load

MEDIA_TYPE = "text/markdown; charset=utf-8"


@dataclass(frozen=True, slots=True)
class HelpDocument:
    """帮助文档; `audience` are the kinds of account it is written for, `file` the name it is downloaded with."""

    id: str
    title: str
    en: str
    audience: tuple[str, ...]
    file: str
    text: str


def _read(row: dict[str, Any]) -> HelpDocument:
    text = (FOLDER / "support" / f"{row['id']}.md").read_text(encoding="utf-8")
    return HelpDocument(**{**row, "audience": tuple(row["audience"]), "text": text})


DOCUMENTS = {row["id"]: _read(row) for row in load("support")["documents"]}
