"""技术支持: the help documents, to read and to download; open to everybody (S24)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from starlette.responses import Response

from services.review.pages.caller import VisitorDep
from services.review.pages.place import PLACE
from services.review.views.support import show_document, show_documents
from shared.pages.route import router_of
from shared.pages.visit import VisitDep

router = router_of(PLACE)
_MARKED = re.compile(r"^(?:(?P<head>#+)\s+|(?P<quote>>)\s*|(?P<item>\d+\.)\s+)?(?P<text>.*)$")


@dataclass
class Block:
    """A piece of a document: `kind` is head, item, quote or text; `mark` what stood before it."""

    kind: str
    mark: str
    text: str


@router.get("/review/web/support")
async def list_documents(visit: VisitDep, caller: VisitorDep) -> Response:
    """All of them."""
    return visit.page("support.html", account=caller, documents=show_documents(None).items, current="support")


@router.get("/review/web/support/{document_id}")
async def read_document(visit: VisitDep, caller: VisitorDep, document_id: str) -> Response:
    """One, to read here."""
    document = show_document(document_id)
    blocks = [one for one in blocks_of(document.text) if (one.kind, one.mark) != ("head", "#")]
    return visit.page("document.html", account=caller, document=document, blocks=blocks, current="support")


def blocks_of(text: str) -> Iterator[Block]:
    """The document's Markdown, as far as our documents use it; a line that goes on belongs to the one before."""
    block: Block | None = None
    for line in text.splitlines():
        marked = _MARKED.match(line.strip())
        if marked is None or not line.strip():
            if block:
                yield block
            block = None
            continue
        kind = next((name for name in ("head", "quote", "item") if marked[name]), "text")
        if kind == "text" and block:
            block.text += marked["text"]
            continue
        if block:
            yield block
        block = Block(kind, marked[kind] if kind != "text" else "", marked["text"])
    if block:
        yield block
