"""技术支持: the help documents (support.toml)."""

from dataclasses import dataclass

from services.review.rules.data import load


@dataclass(frozen=True, slots=True)
class HelpDocument:
    """帮助文档; `audience` are the kinds of account it is written for."""

    id: str
    title: str
    audience: tuple[str, ...]
    text: str


DOCUMENTS = {
    row["id"]: HelpDocument(**{**row, "audience": tuple(row["audience"]), "text": row["text"].strip()})
    for row in load("support")["documents"]
}
