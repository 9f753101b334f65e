"""SHENTU_SIM_TOKEN: where it is set, the control plane asks for it, and so does whatever shows what was texted."""

import hmac
from typing import Annotated, ClassVar

from fastapi import Header, Request

from shared.errors import Problem
from shared.http.api import bearer_of
from shared.http.host import host_of


class SimTokenRequired(Problem):
    """The token is missing or wrong."""

    status, code = 401, "sim-token-required"
    zh = (
        "控制面与短信内容已启用保护，请在 Sim-Token 请求头或 Authorization: Bearer 中携带 SHENTU_SIM_TOKEN 的值"
        "（由启动本实例的人员设定，请向其索取）。"
    )
    en = (
        "The control plane and the texts are protected: send SHENTU_SIM_TOKEN's value as Sim-Token or "
        "Authorization: Bearer; whoever started this instance has set it."
    )
    headers: ClassVar[dict[str, str]] = {"WWW-Authenticate": "Bearer"}


async def require_sim_token(
    request: Request,
    sim_token: Annotated[
        str | None, Header(alias="Sim-Token", description="SHENTU_SIM_TOKEN, where it is set.")
    ] = None,
) -> None:
    """A dependency; raises SimTokenRequired."""
    if not any(opens_control_plane(request, shown) for shown in (sim_token, bearer_of(request))):
        raise SimTokenRequired


def opens_control_plane(request: Request, shown: str | None) -> bool:
    """Whether this is SHENTU_SIM_TOKEN's value, or none is set."""
    wanted = host_of(request).settings.sim_token
    return not wanted or (shown is not None and hmac.compare_digest(shown.encode(), wanted.encode()))
