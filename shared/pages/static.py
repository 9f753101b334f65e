"""Files that every page loads, at addresses that change with their content, so that browsers keep them for good.

`/static/{hash}/kit.css` are the kit's; a place has its own at `{home}/web/static/{hash}/…`.
"""

import hashlib
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import Response

from shared.errors import NotFound

_HERE = Path(__file__).parent
_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".png": "image/png"}
_HEADS = {"X-Content-Type-Options": "nosniff", "Cross-Origin-Resource-Policy": "same-origin"}
_FOR_GOOD = "public, max-age=31536000, immutable"
_KIT_CSS = ("tokens.css", "parts.css")


class Assets:
    """The files of a folder, found below `base`; read when the first of them is asked for."""

    def __init__(self, base: str, *folders: Path) -> None:
        self._base, self._folders = base, folders

    @cached_property
    def files(self) -> Mapping[str, bytes]:
        """Each by its name. The kit's first two style sheets are one: whoever looks at a page needs both."""
        paths = (path for folder in self._folders if folder.exists() for path in sorted(folder.iterdir()))
        files = {path.name: path.read_bytes() for path in paths if path.suffix in _TYPES}
        if all(name in files for name in _KIT_CSS):
            files["kit.css"] = b"\n".join(files.pop(name) for name in _KIT_CSS)
        return files

    @cached_property
    def hash(self) -> str:
        """Of all files together: modules find one another beside them."""
        digest = hashlib.sha256()
        for name, content in self.files.items():
            digest.update(name.encode() + b"\0" + hashlib.sha256(content).digest())
        return digest.hexdigest()[:12]

    def url(self, name: str) -> str:
        """Where the file is, without the path we are found under; raises KeyError for one that is not there."""
        if name not in self.files:
            raise KeyError(f"{name} is not in {', '.join(map(str, self._folders))}")
        return f"{self._base}/{self.hash}/{name}"

    def router(self) -> APIRouter:
        """The route that hands them out."""
        router = APIRouter(include_in_schema=False)

        @router.get(f"{self._base}/{{digest}}/{{name}}")
        async def file(digest: str, name: str) -> Response:
            if name not in self.files:
                raise NotFound
            # a page of another version may ask: it gets what there is, and nobody keeps that
            kept = {"Cache-Control": _FOR_GOOD if digest == self.hash else "no-store"}
            return Response(self.files[name], headers=_HEADS | kept, media_type=_TYPES[Path(name).suffix])

        return router


KIT_FILES = Assets("/static", _HERE / "static", _HERE / "vendor")


def static_routes() -> APIRouter:
    """The kit's own files; each service hands them out, for whoever asks it directly."""
    return KIT_FILES.router()
