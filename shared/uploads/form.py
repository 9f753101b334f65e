"""Forms with files (multipart/form-data), read as real clients send them, and refused with what is wrong with them.

    router = APIRouter(route_class=UploadRoute)

One part a name, one file a request: of several files called `file` all but one would be lost without a word.
"""

from collections import Counter
from collections.abc import AsyncGenerator, Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.datastructures import FormData, Headers, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from shared.errors import FieldError, Problem, RequestInvalid, pointer_to
from shared.http.heads import media_type
from shared.uploads.errors import MultipartMalformed
from shared.uploads.names import read_disposition

FILE_FIELD = "file"
_MOST_PARTS = 32
_LONGEST_FIELD = 1 << 16  # bytes of a part that is no file

_CUT_OFF = "Cut off"
_REASONS = (
    ("Missing boundary", "请求头 Content-Type 缺少 boundary", "the header Content-Type has no boundary"),
    ("The Content-Disposition", "有部分缺少 Content-Disposition 或其中的 name", "a part does not say its name"),
    (_CUT_OFF, "内容不完整，没有结尾的分隔行（boundary）", "it ends before its closing boundary line"),
    ("Too many", f"部分过多，至多 {_MOST_PARTS} 个", f"it has more than {_MOST_PARTS} parts"),
    ("Part exceeded", f"有文本字段超过 {_LONGEST_FIELD} 字节", f"a text has more than {_LONGEST_FIELD} bytes"),
)  # fmt: skip
_SYNTAX = ("分隔行（boundary）或部分的头不正确", "its boundary lines or the heads of its parts are not right")
_NO_FILE = FieldError(
    f"/{FILE_FIELD}", "file-expected",
    f"请以 multipart/form-data 上传文件：名为 {FILE_FIELD} 的部分，并带文件名（filename）。",
    f"send a file as multipart/form-data: a part called {FILE_FIELD}, with a filename.",
)  # fmt: skip


class UploadRoute(APIRoute):
    """A route that takes a file."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """As any route's, but for how the form is read."""
        handle = super().get_route_handler()

        async def with_form(request: Request) -> Response:
            upload = UploadRequest(request.scope, request.receive)
            try:
                return await handle(upload)
            except RequestValidationError as error:
                raise upload.refusal or error from error

        return with_form


class UploadRequest(Request):
    refusal: Problem | None = None
    """Of the form; it comes after what is wrong with who asks, and then lacks its file."""

    async def _get_form(self, **limits: Any) -> FormData:
        if self._form is None:
            try:
                self._form = await _read(self)
            except Problem as problem:
                self.refusal, self._form = problem, FormData()
        return self._form


async def _read(request: Request) -> FormData:
    if media_type(request.headers.get("content-type")) != "multipart/form-data":
        raise RequestInvalid(errors=[_NO_FILE])
    try:
        form = await _Parser(request.headers, request.stream()).parse()
    except MultiPartException as error:
        raise _malformed(error.message) from error
    if errors := _unwanted(form):
        await form.close()
        raise RequestInvalid(errors=errors)
    return form


def _malformed(message: str) -> MultipartMalformed:
    zh, en = next(((zh, en) for begin, zh, en in _REASONS if message.startswith(begin)), _SYNTAX)
    return MultipartMalformed(reason=zh, reason_en=en)


def _unwanted(form: FormData) -> list[FieldError]:
    """Fields that are there more than once, a text in the file's place, and files under other names."""
    items = form.multi_items()
    errors = [_repeated(name, count) for name, count in Counter(name for name, _ in items).items() if count > 1]
    if isinstance(form.get(FILE_FIELD), str):
        errors.append(_NO_FILE)
    elif FILE_FIELD in form:
        others = {name for name, value in items if isinstance(value, UploadFile) and name != FILE_FIELD}
        errors += [_unexpected(name) for name in sorted(others)]
    return errors


def _repeated(name: str, count: int) -> FieldError:
    return FieldError(
        pointer_to(name), "field-repeated",
        f"字段“{name[:100]}”出现了 {count} 次，每次请求只能有一个；多个文件请分次上传。",
        f"{name[:100]} is there {count} times: one a request; send several files one after the other.",
    )  # fmt: skip


def _unexpected(name: str) -> FieldError:
    return FieldError(
        pointer_to(name), "file-unexpected",
        f"此处只接收名为 {FILE_FIELD} 的文件，请去掉“{name[:100]}”。",
        f"only a file called {FILE_FIELD} is taken here: leave {name[:100]} out.",
    )  # fmt: skip


class _Parser(MultiPartParser):
    """Starlette's, which knows nothing of the names real clients send, nor that the end is missing."""

    def __init__(self, headers: Headers, stream: AsyncGenerator[bytes, None]) -> None:
        super().__init__(headers, stream, max_files=_MOST_PARTS, max_fields=_MOST_PARTS, max_part_size=_LONGEST_FIELD)
        self._ended = False

    async def parse(self) -> FormData:
        """The form; raises MultiPartException, also when it does not come to its end."""
        form = await super().parse()
        if not self._ended:
            for file in self._files_to_close_on_error:
                file.close()
            raise MultiPartException(_CUT_OFF)
        return form

    def on_headers_finished(self) -> None:
        """The names as they are meant; then as ever."""
        part = self._current_part
        said = read_disposition(part.content_disposition or b"")
        field = b"" if said.field is None else b'; name="field"'
        part.content_disposition = b"form-data" + field + (b"" if said.file is None else b'; filename="file"')
        super().on_headers_finished()
        part.field_name = said.field or ""
        if part.file is not None:
            part.file.filename = said.file

    def on_end(self) -> None:
        """The closing boundary line."""
        self._ended = True
