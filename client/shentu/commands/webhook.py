"""`shentu webhook`: who outside is told of events, and what became of each."""

from typing import Annotated, Any

import typer

from shentu.commands.options import NO, AsJson, Sandbox, Timeout, Url, answer, console, opened, tell_json

cli = typer.Typer(no_args_is_help=True, help="Have a program told of events, see what it was told, send it again.")
Webhook = Annotated[str, typer.Argument(help="Its id, as in wh_5f2b8c01d7e4.")]


@cli.command()
def add(
    to: Annotated[str, typer.Argument(help="The program's URL, on this machine unless the server allows more.")],
    event: Annotated[list[str] | None, typer.Option(help="An event type, e.g. review.*; repeat. Else all.")] = None,
    secret: Annotated[str | None, typer.Option(help="whsec_… to sign with; else one is made.")] = None,
    sandbox: Sandbox = "default",
    url: Url = None,
    as_json: AsJson = False,
) -> None:
    """Tell it from now on; says the id and the secret, which is told this once."""
    given: dict[str, Any] = {"url": to, "events": event, "secret": secret}
    with opened(url, sandbox) as shentu:
        made = shentu.sim.set_webhook(**{name: value for name, value in given.items() if value})
    answer(made, as_json, f"{made['id']}  {made['secret']}")


@cli.command("list")
def list_(sandbox: Sandbox = "default", url: Url = None, as_json: AsJson = False) -> None:
    """All of the sandbox, with their deliveries counted."""
    with opened(url, sandbox) as shentu:
        found = list(shentu.sim.list_webhooks())
    if as_json:
        tell_json(found)
        return
    for one in found:
        counted = ", ".join(f"{number} {state}" for state, number in one["deliveries"].items() if number)
        console.print(f"{one['id']}  {one['url']}  {' '.join(one['events'])}  {counted or 'nothing yet'}", markup=False)


@cli.command()
def remove(
    webhook: Annotated[str | None, typer.Argument(help="Its id; none: all of them.")] = None,
    sandbox: Sandbox = "default",
    url: Url = None,
) -> None:
    """Take one away, or all."""
    with opened(url, sandbox) as shentu:
        if webhook:
            shentu.sim.remove_webhook(webhook)
        else:
            shentu.sim.remove_webhooks()


@cli.command()
def deliveries(
    webhook: Webhook,
    state: Annotated[str | None, typer.Option(help="pending, retrying, delivered or dead.")] = None,
    journey: Annotated[str | None, typer.Option(help="Of this journey only.")] = None,
    limit: Annotated[int, typer.Option("-n", help="So many of the newest.", min=1, max=200)] = 50,
    sandbox: Sandbox = "default",
    url: Url = None,
    as_json: AsJson = False,
) -> None:
    """What it was told, the newest event first, and what it answered."""
    query = {"state": state, "journey": journey, "limit": limit}
    path = f"/sim/webhooks/{webhook}/deliveries"
    with opened(url, sandbox) as shentu:
        given = {name: value for name, value in query.items() if value is not None}
        found = shentu.request("GET", path, params=given).json()["items"]
    if as_json:
        tell_json(found)
        return
    for one in found:
        console.print(_line(one), markup=False)


@cli.command()
def resend(
    webhook: Webhook,
    delivery: Annotated[str, typer.Argument(help="Its id, as in msg_….")],
    timeout: Timeout = 10,
    sandbox: Sandbox = "default",
    url: Url = None,
    as_json: AsJson = False,
) -> None:
    """Send it again now, under the same id; ends with 1 when that fails."""
    with opened(url, sandbox) as shentu:
        _tell(shentu.sim.resend_webhook_delivery(webhook, delivery, timeout=timeout), as_json)


@cli.command()
def ping(
    webhook: Webhook, timeout: Timeout = 10, sandbox: Sandbox = "default", url: Url = None, as_json: AsJson = False
) -> None:
    """Send it a test, once; ends with 1 when that fails."""
    with opened(url, sandbox) as shentu:
        _tell(shentu.sim.ping_webhook(webhook, timeout=timeout), as_json)


def _tell(became: Any, as_json: bool) -> None:
    answer(became, as_json, _line(became))
    if became["state"] != "delivered":
        raise typer.Exit(NO)


def _line(one: Any) -> str:
    last = one["tries"][-1] if one["tries"] else None
    status = f" {last['answer']['status']}" if last and last["answer"] else ""
    error = f" {last['error']}" if last and last["error"] else ""
    due = f"  again at {one['next_attempt_at']}" if one["next_attempt_at"] else ""
    return f"{one['id']}  {one['type']}  {one['state']}{status}{error}  {one['attempts']} attempts{due}"
