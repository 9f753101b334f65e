"""Matters and scenarios on offer, and what the form of a scenario asks (S7, S9)."""

from typing import Any

from services.hall.lookups.find import find_project
from services.hall.rules.catalogue import CATALOGUE
from services.hall.rules.facts import dates
from services.hall.rules.owner import Owner
from services.hall.rules.scenario_fit import unusual
from services.hall.rules.story import complete_example
from shared.errors import NotFound
from shared.phrase import Phrase
from shared.store import Transaction
from shared.views import View


class ScenarioView(View):
    """A scenario (情形). `sections` are those of its form, `materials` the codes of its material list."""

    scenario: str
    title: str
    title_en: str
    description: str
    description_en: str
    matter: str
    sections: list[str]
    materials: list[str]


class OfferedScenarioView(ScenarioView):
    """The same for a project. `usual`: projects of its type usually choose it; if not, `advice` says which they do."""

    usual: bool
    advice: str


class ScenarioList(View):
    """All scenarios."""

    items: list[ScenarioView]
    next_cursor: None = None


class MatterView(View):
    """A matter (事项) on offer in a stage, with all its scenarios: which one to choose is the applicant's to say."""

    matter: str
    title: str
    title_en: str
    stage: str
    advice: str
    advice_en: str
    scenarios: list[OfferedScenarioView]


class MatterList(View):
    """What is on offer; `advice` says what to do when it is nothing."""

    items: list[MatterView]
    next_cursor: None = None
    advice: str
    advice_en: str


def show_scenarios() -> ScenarioList:
    """The scenarios of every matter."""
    shown = [_scenario(key, matter.key) for matter in CATALOGUE.matters.values() for key in matter.scenarios]
    return ScenarioList(items=shown)


def show_form_schema(tx: Transaction, scenario: str) -> dict[str, Any]:
    """The form as a JSON Schema, with an example of today; raises NotFound."""
    known = CATALOGUE.scenarios.get(scenario)
    if known is None:
        raise NotFound
    today = dates(tx.now().date())
    return {**known.form.schema, "examples": [complete_example(known, {**today, "scenario": scenario})]}


def show_matters(tx: Transaction, owner: Owner, project_id: str, stage: str) -> MatterList:
    """What a stage offers for the owner's project; raises NotFound."""
    project = find_project(tx, owner, project_id)
    offered = [
        MatterView(
            matter=matter.key,
            title=matter.title,
            title_en=matter.en,
            stage=matter.stage,
            advice=matter.advice.zh,
            advice_en=matter.advice.en,
            scenarios=[_offered(tx, project.project_type, scenario.key, matter.key) for scenario in scenarios],
        )
        for matter, scenarios in CATALOGUE.on_offer(project.project_type, stage).items()
    ]
    advice = _advice(project.project_type, stage, bool(offered))
    return MatterList(items=offered, advice=advice.zh, advice_en=advice.en)


def _offered(tx: Transaction, project_type: str, key: str, matter: str) -> OfferedScenarioView:
    said = [error.rendered(tx.context.language)["detail"] for error in unusual(project_type, key, "/scenario")]
    shown = _scenario(key, matter)
    return OfferedScenarioView(**shown.model_dump(), usual=not said, advice="".join(said))


def _advice(project_type: str, stage: str, offered: bool) -> Phrase:
    title = CATALOGUE.dictionaries["stage"].values[stage]
    other = any(matter.stage == stage for matter in CATALOGUE.matters.values())
    if offered or other:
        return CATALOGUE.guides[project_type].advice
    return Phrase(f"{title.zh}没有可在本系统办理的事项。", f"{title.en}: nothing is handled in this system.")


def _scenario(key: str, matter: str) -> ScenarioView:
    scenario = CATALOGUE.scenarios[key]
    return ScenarioView(
        scenario=key,
        title=scenario.title,
        title_en=scenario.en,
        description=scenario.description.zh,
        description_en=scenario.description.en,
        matter=matter,
        sections=[section.key for section in scenario.form.sections if section.shown(scenario.column)],
        materials=list(scenario.materials),
    )
