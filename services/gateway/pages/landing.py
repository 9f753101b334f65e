"""The first page: what this is, who one can be, and what to click next."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from services.gateway.portal.seed import personas

if TYPE_CHECKING:
    from jinja2 import Template

router = APIRouter(include_in_schema=False)


@router.get("/")
async def landing(request: Request) -> HTMLResponse:
    """Nobody needs to be logged in, and nothing is loaded from elsewhere."""
    people = personas()
    page = _template().render(
        personas=people["account"], platform=people["platform"], password=people["password"],
        root=request.scope.get("root_path", ""), origin=str(request.base_url).rstrip("/"),
    )  # fmt: skip
    return HTMLResponse(page, headers={"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; "
                                       "script-src 'unsafe-inline'; img-src data:"})  # fmt: skip


@router.get("/docs")
async def docs() -> RedirectResponse:
    """The first page lists the documentation of each service."""
    return RedirectResponse("/#docs")


@cache
def _template() -> "Template":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    here = Path(__file__).parent
    return Environment(loader=FileSystemLoader(here), autoescape=True, undefined=StrictUndefined).get_template(
        "landing.html"
    )
