"""OpenAPI of the portal and of the control plane, apart: the one imitates, the other never existed."""

from typing import Any

from fastapi import APIRouter, FastAPI, Request

from shared.http.swagger import docs_router

router = APIRouter(include_in_schema=False)

TITLES = {
    "portal": ("Shentu portal 河南省政务服务网（模拟）", "Legal-person accounts and logins of the imitated portal."),
    "sim": (
        "Shentu control plane 控制面",
        "Sandboxes, traces, phones: the simulator's own.",
    ),
}


@router.get("/portal/openapi.json")
async def portal(request: Request) -> dict[str, Any]:
    """The portal's OpenAPI."""
    return _document(request, "portal")


@router.get("/sim/openapi.json")
async def control_plane(request: Request) -> dict[str, Any]:
    """The control plane's OpenAPI."""
    return _document(request, "sim")


for name, (title, _) in TITLES.items():
    router.include_router(docs_router(f"/{name}", title))


def _document(request: Request, name: str) -> dict[str, Any]:
    title, description = TITLES[name]
    app: FastAPI = request.app
    root = request.scope.get("root_path", "")
    whole = app.openapi() | ({"servers": [{"url": root}]} if root else {})
    paths = {path: item for path, item in whole["paths"].items() if path.startswith(f"/{name}/")}
    return {**whole, "info": {"title": title, "description": description, "version": whole["info"]["version"]},
            "paths": paths}  # fmt: skip
