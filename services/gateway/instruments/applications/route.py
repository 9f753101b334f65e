"""申报捷径: an application that has come as far as a test needs it, by the real steps, in one call."""

from typing import Annotated

from fastapi import Query, Request

from services.gateway.instruments.applications.act import build
from services.gateway.instruments.applications.show import BuildApplications, BuiltApplication, BuiltApplications
from services.gateway.instruments.entrance import CallerDep, HandDep, PeersDep, sim_router
from services.gateway.portal.procedures.tokens import issuer_of
from shared.http.host import host_of

router = sim_router("people 企业与项目")

Timeout = Annotated[float, Query(ge=0, le=60, allow_inf_nan=False, description="Seconds, at most 60.")]


@router.post("/applications", status_code=201)
async def build_applications(
    body: BuildApplications, request: Request, caller: CallerDep, hand: HandDep, peers: PeersDep,
    timeout: Timeout = 30,
) -> BuiltApplication | BuiltApplications:  # fmt: skip
    """One application, or `count` of them, brought to a stage by what owner, units and platform would do.

    `draft`, `form`, `materials`, `confirmed`, `pushed`, `selected`, `detailed`, `linked`, `drawn`, `agency`, `planned`,
    `submitted`: each with all that came before. Whatever refuses one of the steps is answered as it would be there, and
    what was built by then stays. From `pushed` on it waits, up to `timeout`, for what the services tell one another.
    """
    built = await build(caller, hand, issuer_of(host_of(request)), peers, body, timeout)
    return built[0] if body.count is None else BuiltApplications(items=built)
