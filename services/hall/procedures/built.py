"""Filings built for a test: what an owner would do, one action after the other, as far as asked (built.toml)."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from services.hall.actions.confirm_application import confirm_application
from services.hall.actions.open_application import open_application
from services.hall.actions.provide_materials import provide_materials
from services.hall.actions.request_verification_code import request_verification_code
from services.hall.actions.save_form import judge_form, save_form
from services.hall.lookups.assess import example_of
from services.hall.procedures.built_project import ready_project
from services.hall.rules.built import MATTER, STAGE, steps_to, usual_scenario
from services.hall.rules.catalogue import CATALOGUE
from services.hall.rules.limits import MEGABYTES
from services.hall.rules.owner import Owner, owner_of
from services.hall.tables import Application
from services.hall.views.built import filing_built
from shared.context import current, entered
from shared.files import Files
from shared.instruments.contract.built import FilingBuilt, FilingsWanted
from shared.sandbox.uploads import forget_files
from shared.store import Store, Transaction
from shared.uploads import Upload
from shared.uploads.sample_file import keep_sample


@dataclass(frozen=True, slots=True)
class Plan:
    """What is done for each of them. `sample` is the one file that stands for every material."""

    owner: Owner
    project_id: str
    scenario: str
    steps: tuple[str, ...]
    leader_phone: str | None
    sample: Upload


async def build(store: Store, files: Files, wanted: FilingsWanted) -> list[FilingBuilt]:
    """As many as wanted, each in a transaction of its own; raises whatever refuses one of the steps.

    The first goes ahead: what is refused once is refused before there are many.
    """
    owner = owner_of(wanted.filer.model_dump())
    project = await store.write(ready_project, owner, wanted.project_code, wanted.scenario)
    scenario = wanted.scenario or usual_scenario(project.project_type)
    sample = await keep_sample(files, MEGABYTES)
    plan = Plan(owner, project.id, scenario, tuple(steps_to(wanted.stage)), wanted.leader_phone, sample)
    try:
        (key, cause), *others = wanted.causes.items()
        first = await _built(store, plan, key, cause)
        return [first, *await asyncio.gather(*(_built(store, plan, *one) for one in others))]
    finally:
        await forget_files(store, files, [sample.file.key])  # as far as no filing has it


async def _built(store: Store, plan: Plan, key: str, cause: str) -> FilingBuilt:
    with entered(replace(current(), journey=None, causation=cause)):  # each is a journey of its own
        return await store.write(_walked, plan, key)


def _walked(tx: Transaction, plan: Plan, key: str) -> FilingBuilt:
    application = open_application(tx, plan.owner, plan.project_id, STAGE, MATTER, plan.scenario, key)
    for step in plan.steps[1:]:
        _STEPS[step](tx, application, plan)
        tx.flush()
    tx.refresh(application)  # confirming goes past the session
    return filing_built(application)


def _filled(tx: Transaction, application: Application, plan: Plan) -> None:
    values = example_of(tx, plan.owner, application)
    if plan.leader_phone:
        values["owner"]["leader_phone"] = plan.leader_phone
    save_form(tx, plan.owner, application.id, judge_form(tx, plan.owner, application.id, values))


def _provided(tx: Transaction, application: Application, plan: Plan) -> None:
    scenario = CATALOGUE.scenarios[application.scenario]
    required = [one for one in scenario.materials.values() if one.is_required(scenario.column, application.form)]
    uploads = {one.code: plan.sample.called(f"{one.code}-{one.name}.pdf") for one in required}
    provide_materials(tx, plan.owner, application.id, uploads)


def _filed(tx: Transaction, application: Application, plan: Plan) -> None:
    """The code goes to the agent's phone, and is typed in as soon as it is issued."""
    phone = plan.owner.agent_phone or application.form["owner"]["leader_phone"]
    code = request_verification_code(tx, plan.owner, application.id, phone)
    confirm_application(tx, plan.owner, application.id, phone, code, None)


_STEPS: Mapping[str, Callable[[Transaction, Application, Plan], None]] = {
    "filled": _filled, "provided": _provided, "filed": _filed,
}  # fmt: skip
