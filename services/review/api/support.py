"""首页 → 技术支持 (S24): open to everyone."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.review.rules.support import MEDIA_TYPE
from services.review.views import support as views
from shared.http.downloads import content_answers, send

router = APIRouter(prefix="/review/support/documents", tags=["support 技术支持"])


@router.get("")
async def list_documents(audience: views.Audience | None = None) -> views.DocumentList:
    """What help there is: all of it, or what is written for one kind of account."""
    return views.show_documents(audience)


@router.get("/{document_id}")
async def show_document(document_id: str) -> views.DocumentView:
    """One document, its text for reading here."""
    return views.show_document(document_id)


@router.get("/{document_id}/content", response_class=Response, responses=content_answers([MEDIA_TYPE]))
async def download_document(document_id: str, request: Request) -> Response:
    """下载帮助文档: the document as a file."""
    return await send(request, views.document_content(document_id))
