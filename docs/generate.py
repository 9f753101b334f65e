"""What is made from the code, pages and the client's models: `python -m docs.generate` (`make docs`) writes it anew."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from docs.client import client_files
from docs.faults import faults_page
from services.hall.handlers import HANDLERS as HALL
from services.review.handlers import HANDLERS as REVIEW
from services.sms.handlers import handlers as sms_handlers
from shared.events.base import Event
from shared.events.published import event_types
from shared.http.asyncapi import summary_of
from shared.settings import Settings

FOLDER = Path(__file__).parent
MADE = "Made by `make docs`: change the code, not this page."

HANDLED: Mapping[str, Iterable[type[Event]]] = {"hall": HALL, "review": REVIEW, "sms": sms_handlers(limited=False)}

Json = dict[str, Any]

_ENVELOPE = (
    "Each event travels as a CloudEvents 1.0 envelope in structured JSON: `id` (UUIDv7), `source`, `type`, `subject`, "
    "`time` (the sandbox's clock), `recordedtime` (real), `sandbox`, `sandboxlife`, `journey`, `causationid`, "
    "`traceparent` and `data`. `sandboxlife` is the number of the life of the sandbox (our extension; a string, "
    "since a CloudEvents integer has 32 bits): a sandbox that is reset goes on in another life, and an event of a "
    "life that is over is dropped. A running instance serves the same as AsyncAPI 3.0 at `/asyncapi.json`. *Must "
    "arrive* means that sending it fails, and is repeated, as long as nobody is subscribed."
)


def events_page() -> str:
    """Every event: who records it, who handles it, what it says."""
    events = event_types().values()
    overview = [
        f"| [`{e.TYPE}`](#{_anchor(e)}) | {_publisher(e)} | {_consumers(e)} | {summary_of(e)} |" for e in events
    ]
    return "\n".join([
        "# Events", "", MADE, "",
        _ENVELOPE, "",
        "| type | recorded by | handled by | |", "|---|---|---|---|", *overview, "",
        *(line for event in events for line in _event(event)),
    ])  # fmt: skip


def _event(event: type[Event]) -> list[str]:
    schema = event.model_json_schema(mode="serialization")
    nested = {name: part for name, part in schema.get("$defs", {}).items() if "properties" in part}
    arrival = "must arrive" if event.MANDATORY else "news: nobody needs to hear it"
    return [
        f"## {event.TYPE}", "", " ".join((event.__doc__ or "").split()), "",
        f"Subject: `{event.SUBJECT}`; {arrival}.", "", *_fields(schema),
        *(line for name, part in nested.items() for line in [f"`{name}`: {_words(part)}", "", *_fields(part)]),
    ]  # fmt: skip


def _fields(schema: Json) -> list[str]:
    required = set(schema.get("required", ()))
    rows = [
        f"| `{name}` | {_type(field)} | {'always' if name in required and 'default' not in field else 'or null'} |"
        for name, field in schema["properties"].items()
    ]
    return ["| field | type | |", "|---|---|---|", *rows, ""]


def _type(field: Json) -> str:
    if "anyOf" in field:
        return " or ".join(_type(option) for option in field["anyOf"] if option.get("type") != "null")
    if "$ref" in field:
        return f"`{field['$ref'].rpartition('/')[2]}`"
    if "enum" in field:
        return ", ".join(f"`{word}`" for word in field["enum"])
    if field.get("type") == "array":
        return f"list of {_type(field['items'])}"
    return str({"date-time": "time"}.get(field.get("format", ""), field.get("type", "any")))


def _words(schema: Json) -> str:
    return " ".join(schema.get("description", "").split())


def _publisher(event: type[Event]) -> str:
    return event.TYPE.split(".", 1)[0]


def _consumers(event: type[Event]) -> str:
    return ", ".join(name for name, handled in HANDLED.items() if event in handled) or "–"


def _anchor(event: type[Event]) -> str:
    return event.TYPE.replace(".", "")


def settings_page() -> str:
    """Every setting with its default."""
    rows = [
        f"| `SHENTU_{name.upper()}` | {_default(field.default)} | {field.description} |"
        for name, field in Settings.model_fields.items()
    ]
    return "\n".join([
        "# Settings", "", MADE, "",
        "All of them are environment variables, the same for every service; what is not set has its default.", "",
        "| variable | default | |", "|---|---|---|", *rows, "",
    ])  # fmt: skip


def _default(value: object) -> str:
    if value is None:
        return "–"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


PAGES: Mapping[str, Callable[[], str]] = {
    "events.md": events_page, "faults.md": lambda: faults_page(MADE), "settings.md": settings_page,
}  # fmt: skip


def main() -> None:
    """Write the pages, and the client's models and calls."""
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), "utf-8")
    for path, text in client_files().items():
        path.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
