"""`shentu wait`: until something has happened; the server waits."""

from typing import Annotated

import typer

from shentu.commands.options import AsJson, Sandbox, Timeout, Url, answer, opened, stderr
from shentu.journey import Status


def wait(
    event: Annotated[str | None, typer.Argument(help="e.g. review.project.pushed; none: all is quiet.")] = None,
    journey: Annotated[str | None, typer.Option(help="Only in this journey.")] = None,
    status: Annotated[Status, typer.Option(help="How far the event must have come.")] = "emitted",
    phone: Annotated[str | None, typer.Option(help="Instead: until a text is on this phone.")] = None,
    template: Annotated[str | None, typer.Option(help="Of the text, e.g. account-created.")] = None,
    timeout: Timeout = 30,
    sandbox: Sandbox = "default",
    url: Url = None,
    as_json: AsJson = False,
) -> None:
    """Wait until an event has come so far, a phone was texted, or nothing is in flight; ends with 1 when in vain."""
    with opened(url, sandbox) as shentu, stderr.status("waiting …"):
        if phone:
            text = shentu.phone(phone).wait(template, timeout=timeout)
            answer(text, as_json, text["text"])
        elif event or journey:
            found = shentu.sim.wait_for_event(event=event, journey=journey, status=status, timeout=timeout)
            answer(found, as_json, f"{found['type']} {found['status']} (journey {found['journey']})")
        else:
            answer(shentu.idle(timeout), as_json, "nothing is in flight")
