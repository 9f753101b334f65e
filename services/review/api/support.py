"""首页 → 技术支持 (S24): open to everyone."""

from typing import Any

from fastapi import APIRouter

from services.review.rules.support import DOCUMENTS, HelpDocument
from shared.api import View
from shared.errors import NotFound

router = APIRouter(prefix="/review/support/documents", tags=["support 技术支持"])


class DocumentRef(View):
    """帮助文档, without its text."""

    id: str
    title: str
    audience: list[str]


class DocumentView(DocumentRef):
    """帮助文档."""

    text: str


class DocumentList(View):
    """All of them."""

    items: list[DocumentRef]
    next_cursor: None = None


@router.get("")
async def list_documents() -> DocumentList:
    """What help there is."""
    return DocumentList(items=[DocumentRef(**_ref(document)) for document in DOCUMENTS.values()])


@router.get("/{document_id}")
async def show_document(document_id: str) -> DocumentView:
    """One document."""
    document = DOCUMENTS.get(document_id)
    if document is None:
        raise NotFound
    return DocumentView(**_ref(document), text=document.text)


def _ref(document: HelpDocument) -> dict[str, Any]:
    return {"id": document.id, "title": document.title, "audience": list(document.audience)}
