"""What a service logs: a JSON object a line, whose it is, and nothing that is nobody's business."""

import io
import json
import logging
from typing import Any

from shared.context import Context, enter
from shared.server.logs import JsonLine


def told(message: str, *values: object, **how: Any) -> dict[str, Any]:
    """Log something; the line as decoded."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonLine("hall"))
    log = logging.Logger("shared.anything")
    log.addHandler(handler)
    log.warning(message, *values, **how)
    assert written.getvalue().count("\n") == 1, "one line, whatever it says"
    return dict(json.loads(written.getvalue()))


async def test_a_line_names_sandbox_and_journey() -> None:
    enter(Context(sandbox="here", journey="some-journey"))
    line = told("something in two\nlines")
    assert (line["sandbox"], line["journey"], line["service"]) == ("here", "some-journey", "hall")
    assert (line["level"], line["message"]) == ("warning", "something in two\nlines")


async def test_outside_a_journey_it_names_none() -> None:
    enter(Context(sandbox="here"))
    assert "journey" not in told("something")


async def test_numbers_of_people_are_masked_in_tracebacks_too() -> None:
    try:
        raise ValueError("no text for 13800000066, 410102199001010012")
    except ValueError:
        line = told("calling %s failed", "13800000066", exc_info=True)
    assert line["message"] == "calling 138****0066 failed" and "ValueError" in line["error"]
    assert not [secret for secret in ("13800000066", "410102199001010012") if secret in json.dumps(line)]
