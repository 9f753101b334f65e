"""首页 → 技术支持 (S24): open to everyone."""

from typing import Any, Literal

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.review.rules.support import DOCUMENTS, MEDIA_TYPE, HelpDocument
from shared.api import View
from shared.downloads import Download, content_answers, send
from shared.errors import NotFound

router = APIRouter(prefix="/review/support/documents", tags=["support 技术支持"])

Audience = Literal["owner", "survey", "design", "agency"]


class DocumentRef(View):
    """帮助文档, without its text. `file` is the name it is downloaded with, `size` in bytes, `content` where."""

    id: str
    title: str
    audience: list[Audience]
    file: str
    media_type: str
    size: int
    content: str


class DocumentView(DocumentRef):
    """帮助文档."""

    text: str


class DocumentList(View):
    """All of them."""

    items: list[DocumentRef]
    next_cursor: None = None


@router.get("")
async def list_documents(audience: Audience | None = None) -> DocumentList:
    """What help there is: all of it, or what is written for one kind of account."""
    wanted = [one for one in DOCUMENTS.values() if audience is None or audience in one.audience]
    return DocumentList(items=[DocumentRef(**_ref(document)) for document in wanted])


@router.get("/{document_id}")
async def show_document(document_id: str) -> DocumentView:
    """One document, its text for reading here."""
    document = _found(document_id)
    return DocumentView(**_ref(document), text=document.text)


@router.get("/{document_id}/content", response_class=Response, responses=content_answers([MEDIA_TYPE]))
async def download_document(document_id: str, request: Request) -> Response:
    """下载帮助文档: the document as a file."""
    document = _found(document_id)
    return await send(request, Download.of(document.file, MEDIA_TYPE, document.text.encode()))


def _found(document_id: str) -> HelpDocument:
    document = DOCUMENTS.get(document_id)
    if document is None:
        raise NotFound
    return document


def _ref(document: HelpDocument) -> dict[str, Any]:
    return {
        "id": document.id, "title": document.title, "audience": list(document.audience), "file": document.file,
        "media_type": MEDIA_TYPE, "size": len(document.text.encode()),
        "content": f"/review/support/documents/{document.id}/content",
    }  # fmt: skip
