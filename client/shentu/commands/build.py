"""`shentu build`: an application at some stage, by the real transitions."""

from typing import Annotated, Any

import typer

from shentu.commands.options import AsJson, Sandbox, Url, console, opened, stderr, tell_json

STAGES = "draft, form, materials, confirmed, pushed, selected, detailed, linked, drawn, agency, planned, submitted."


def build(
    stage: Annotated[str, typer.Argument(help=STAGES)],
    scenario: Annotated[str | None, typer.Option(help="Of the matter: buildings, municipal …")] = None,
    credit_code: Annotated[str | None, typer.Option(help="Whose; else a new unit's.")] = None,
    project_code: Annotated[str | None, typer.Option(help="Of which project.")] = None,
    leader_phone: Annotated[str | None, typer.Option(help="Where the account is texted.")] = None,
    count: Annotated[int | None, typer.Option(help="So many.")] = None,
    sandbox: Sandbox = "default",
    url: Url = None,
    as_json: AsJson = False,
) -> None:
    """Take an application to a stage; tells its ids, accounts, passwords and phones."""
    given = {
        "stage": stage, "scenario": scenario, "credit_code": credit_code, "project_code": project_code,
        "leader_phone": leader_phone, "count": count,
    }  # fmt: skip
    body = {name: value for name, value in given.items() if value is not None}
    with opened(url, sandbox) as shentu, stderr.status(f"{count or 1} × {stage} …"):
        made = shentu.request("POST", "/sim/applications", json=body).json()
    if as_json:
        tell_json(made)
        return
    for one in made.get("items", [made]):
        console.print(_line(one), markup=False)


def _line(made: dict[str, Any]) -> str:
    told = ("number", "application_id", "review_project_id", "account", "password", "leader_phone")
    return "  ".join(f"{name}={made[name]}" for name in told if made.get(name))
