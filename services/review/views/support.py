"""首页 → 技术支持 (S24): the help documents."""

from typing import Any, Literal

from services.review.rules.support import DOCUMENTS, MEDIA_TYPE, HelpDocument
from shared.errors import NotFound
from shared.http.downloads import Download
from shared.views import View

Audience = Literal["owner", "survey", "design", "agency"]


class DocumentRef(View):
    """帮助文档, without its text. `file` is the name it is downloaded with, `size` in bytes, `content` where."""

    id: str
    title: str
    title_en: str
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


def show_documents(audience: Audience | None) -> DocumentList:
    """All of them, or those written for one kind of account."""
    wanted = [one for one in DOCUMENTS.values() if audience is None or audience in one.audience]
    return DocumentList(items=[DocumentRef(**_ref(document)) for document in wanted])


def show_document(document_id: str) -> DocumentView:
    """One, with its text; raises NotFound."""
    document = _found(document_id)
    return DocumentView(**_ref(document), text=document.text)


def document_content(document_id: str) -> Download:
    """One as a file; raises NotFound."""
    document = _found(document_id)
    return Download.of(document.file, MEDIA_TYPE, document.text.encode())


def _found(document_id: str) -> HelpDocument:
    document = DOCUMENTS.get(document_id)
    if document is None:
        raise NotFound
    return document


def _ref(document: HelpDocument) -> dict[str, Any]:
    return {
        "id": document.id, "title": document.title, "title_en": document.en,
        "audience": list(document.audience), "file": document.file, "media_type": MEDIA_TYPE,
        "size": len(document.text.encode()), "content": f"/review/support/documents/{document.id}/content",
    }  # fmt: skip
