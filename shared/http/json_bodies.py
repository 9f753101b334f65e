"""JSON bodies are looked at before anybody parses them: how deep they nest, and how much there is in them.

Our own documents nest four deep, and the largest form holds eight thousand values. Whatever is larger would only be
refused later, after everybody had waited for it.
"""

import re
from itertools import accumulate

from starlette.types import Message, Receive, Scope

from shared.errors import MalformedJson, NestedTooDeep, TooManyValues
from shared.http.heads import media_type

DEEPEST = 32
MOST_VALUES = 50_000

# One that does not end goes to the end of the body, so that no part of it is looked at twice.
_TEXT = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)', re.DOTALL)
_STEPS = {ord("["): 1, ord("{"): 1, ord("]"): -1, ord("}"): -1}
_NO_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))


async def look_through(scope: Scope, receive: Receive) -> Receive:
    """Check the body; gives a `receive` that delivers it again. Raises NestedTooDeep, TooManyValues, MalformedJson."""
    if not any(name == b"content-type" and _is_json(value) for name, value in scope["headers"]):
        return receive
    messages: list[Message] = []
    while not messages or messages[-1].get("more_body"):
        messages.append(await receive())
    check(b"".join(message.get("body", b"") for message in messages))
    messages.reverse()

    async def again() -> Message:
        return messages.pop() if messages else await receive()

    return again


def _is_json(content_type: bytes) -> bool:
    """Whether any parser would take the body for JSON, `application/+json` included."""
    return media_type(content_type.decode("latin-1")).endswith("json")


def check(body: bytes) -> None:
    """Refuse a body that nests deeper or holds more than any of ours; raises as `look_through`."""
    if b"\0" in body:  # in no JSON text: another encoding than UTF-8, in which nothing could be counted
        raise MalformedJson
    opened = body.count(b"[") + body.count(b"{")
    if opened + body.count(b",") > MOST_VALUES:
        raise TooManyValues(limit=MOST_VALUES)
    if opened > DEEPEST and _depth(body) > DEEPEST:
        raise NestedTooDeep(limit=DEEPEST)


def _depth(body: bytes) -> int:
    """How deep brackets are nested. Brackets that do not match are left to the parser."""
    brackets = _TEXT.sub(b"", body).translate(None, _NO_BRACKETS)
    return max(accumulate(map(_STEPS.__getitem__, brackets)), default=0)
