"""Operations → methods: one a name, its ids first, then what is sent."""

from typing import Any

from docs.client.documents import Json
from docs.client.models import model_names, type_of

_STREAM = {"text/event-stream"}
"""Told as it comes: written by hand."""


def calls(place: str, document: Json) -> str:
    """The module `shentu.calls.PLACE`."""
    methods = [
        _method(document, address, verb, operation)
        for address, item in document["paths"].items()
        for verb, operation in item.items()
        if set(_answers(operation)) != _STREAM
    ]
    return "\n\n".join([
        f'"""What can be asked of {place}."""',
        "from collections.abc import Iterator\nfrom typing import Any, Literal, Unpack",
        "from shentu.place import File, Place\n"
        f"from shentu.models.{place} import ({', '.join(model_names(document))})",
        f"class {place.capitalize()}(Place):\n    \"\"\"{_first_line(document['info']['title'])}.\"\"\"",
        *methods,
    ])  # fmt: skip


def _method(document: Json, address: str, verb: str, operation: Json) -> str:
    ids = [part["name"] for part in operation.get("parameters", ()) if part["in"] == "path"]
    signature = [f"{name}: str" for name in ids] + (["/"] if ids else [])
    query = _query(document, operation)
    sent, positional, named, rest = _body(document, operation)
    keywords = [f"{name}: {type_} | None = None" for name, type_ in query.items()] + named
    if _is_idempotent(operation):
        keywords.append("idempotency_key: str | None = None")
        sent.append("idempotency_key=idempotency_key")
    signature = ["self", *signature, *positional, *(["*", *keywords] if keywords else []), *rest]
    if query:
        sent.append(f"query={{{', '.join(f'{name!r}: {name}' for name in query)}}}")
    how, returned = _returned(document, operation)
    path = ", ".join(part[1:-1] if part.startswith("{") else repr(part) for part in address.strip("/").split("/"))
    asked = ", ".join([repr(verb.upper()), f"[{path}]", *sent])
    return "\n".join([
        f"    def {operation['operationId']}({', '.join(signature)}) -> {returned}:",
        f'        """{_first_line(operation["summary"])}."""',
        f"        return self.{how}({asked})",
    ])  # fmt: skip


def _query(document: Json, operation: Json) -> dict[str, str]:
    """Name → type. The cursor is the iteration's, and what is asked for as JSON needs no format."""
    left_out = {"cursor"} if _is_listed(document, operation) else set()
    if len(_answers(operation)) > 1:
        left_out.add("format")
    given = [one for one in operation.get("parameters", ()) if one["in"] == "query" and one["name"] not in left_out]
    return {one["name"]: type_of(one["schema"]).removesuffix(" | None") for one in given}


def _body(document: Json, operation: Json) -> tuple[list[str], list[str], list[str], list[str]]:
    """How it is handed on; what is named first, what only by its name, and the rest."""
    for kind, content in operation.get("requestBody", {}).get("content", {}).items():
        type_ = type_of(content["schema"]).removesuffix(" | None")
        if kind == "multipart/form-data":
            fields = document["components"]["schemas"][type_]["properties"]
            names = [name for name in fields if name != "file"]
            handed = [f"fields={{{', '.join(f'{name!r}: {name}' for name in names)}}}"] if names else []
            return ["file=file", *handed], ["file: File"], [f"{name}: {type_of(fields[name])}" for name in names], []
        if kind != "application/json":
            return ["content=content"], ["content: bytes"], [], []
        if type_ in model_names(document):
            return ["body=body"], [], [], [f"**body: Unpack[{type_}]"]
        return ["body=body"], [f"body: {type_}"], [], []
    return [], [], [], []


def _returned(document: Json, operation: Json) -> tuple[str, str]:
    """By which way it is asked, and what comes back."""
    answers = _answers(operation)
    if "application/json" in answers:
        type_ = type_of(answers["application/json"]["schema"])
        if _is_listed(document, operation):
            item = type_of(document["components"]["schemas"][type_]["properties"]["items"])
            return "_each", f"Iterator[{item.removeprefix('list[').removesuffix(']')}]"
        return "_ask", type_
    return ("_load", "bytes") if answers else ("_ask", "None")


def _answers(operation: Json) -> dict[str, Any]:
    """Kind of content → what a success says."""
    found = {status: one for status, one in operation["responses"].items() if status.startswith("2")}
    answers: dict[str, Any] = found[min(found)].get("content", {})
    return answers


def _is_listed(document: Json, operation: Json) -> bool:
    if "requestBody" in operation:  # does something, and is not to wait until somebody looks
        return False
    schema = _answers(operation).get("application/json", {}).get("schema", {})
    model = document["components"]["schemas"].get(type_of(schema), {})
    said = set(model.get("properties", ()))
    has_pages = any(one["name"] == "cursor" for one in operation.get("parameters", ()))
    return said == {"items", "next_cursor"} or (has_pages and "items" in said)


def _is_idempotent(operation: Json) -> bool:
    return any(one["name"].lower() == "idempotency-key" for one in operation.get("parameters", ()))


def _first_line(text: str) -> str:
    return text.strip().splitlines()[0].rstrip(".")
