"""场景: what goes wrong in real life, by name; one call makes everything ready."""

from typing import Annotated

from fastapi import Path

from services.gateway.instruments.entrance import HandDep, sim_router
from services.gateway.instruments.scenarios.act import prepare
from services.gateway.instruments.scenarios.asking import CurlsDep, FrontDep
from services.gateway.instruments.scenarios.scenario import scenarios
from services.gateway.instruments.scenarios.show import ReadyView, ScenarioList, show_scenario

router = sim_router("scenarios 场景")


@router.get("/scenarios")
async def list_scenarios() -> ScenarioList:
    """What goes wrong in real life: what one does, what one sees, and the rule behind it."""
    return ScenarioList(items=[show_scenario(one) for one in scenarios().values()])


@router.post("/scenarios/{name}", status_code=201)
async def prepare_scenario(
    name: Annotated[str, Path(max_length=80)], front: FrontDep, hand: HandDep, curls: CurlsDep
) -> ReadyView:
    """Everything ready in this sandbox: ids, accounts, passwords, phones, tokens, and the next requests.

    Each of `next` and `look` says what is to `see`. Prepared as often as you like, in as many sandboxes as you like.
    """
    return await prepare(front, hand, curls, name)
