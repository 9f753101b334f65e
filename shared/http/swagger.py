"""API documentation without the internet: Swagger UI's files come from an installed package, never from a CDN."""

from collections.abc import Awaitable, Callable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.responses import FileResponse, HTMLResponse

_FILES = {
    "swagger-ui-bundle.js": "text/javascript",
    "swagger-ui.css": "text/css",
    "favicon.png": "image/png",
}
_FOR_A_DAY = {"Cache-Control": "public, max-age=86400"}


def docs_router(prefix: str, title: str) -> APIRouter:
    """`{prefix}/docs`, showing `{prefix}/openapi.json`, and the files that page needs."""
    router = APIRouter(prefix=prefix, include_in_schema=False)

    @router.get("/docs")
    async def docs(request: Request) -> HTMLResponse:
        here = request.scope.get("root_path", "") + prefix
        return get_swagger_ui_html(
            openapi_url=f"{here}/openapi.json",
            title=title,
            swagger_js_url=f"{here}/docs/swagger-ui-bundle.js",
            swagger_css_url=f"{here}/docs/swagger-ui.css",
            swagger_favicon_url=f"{here}/docs/favicon.png",
            swagger_ui_parameters={"tryItOutEnabled": True, "persistAuthorization": True, "docExpansion": "list"},
        )

    for name, media_type in _FILES.items():
        router.add_api_route(f"/docs/{name}", _file(name, media_type))
    return router


def _file(name: str, media_type: str) -> Callable[[], Awaitable[FileResponse]]:
    async def file() -> FileResponse:
        return FileResponse(_folder() / name, media_type=media_type, headers=_FOR_A_DAY)

    return file


@cache
def _folder() -> Path:
    # Found, not imported: only the static files of the package are wanted.
    spec = find_spec("fastapi_offline")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "static"
