"""`shentu sms-keys`: what an SMS vendor's SDK signs with."""

from typing import Annotated

import typer

from shentu.commands.options import AsJson, Sandbox, Url, answer, opened


def sms_keys(
    vendor: Annotated[str, typer.Argument(help="Whose SDK: alibaba or tencent.")],
    report_url: Annotated[str | None, typer.Option(help="Where delivery reports are pushed to.")] = None,
    sandbox: Sandbox = "default",
    url: Url = None,
    as_json: AsJson = False,
) -> None:
    """Make a key for a vendor's SDK, and tell where to point that. The secret is told this once."""
    asked = {"vendor": vendor} | ({"report_url": report_url} if report_url else {})
    with opened(url, sandbox) as shentu:
        made = shentu.request("POST", "/sim/sms-keys", json=asked).json()
    lines = (f"{name}={made[name]}" for name in ("endpoint", "access_key_id", "access_key_secret"))
    answer(made, as_json, "\n".join(lines))
