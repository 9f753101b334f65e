"""One filing, from the login to the text on the project leader's phone."""

from dataclasses import dataclass, field

from tests.journeys.client import Client, Json
from tests.journeys.personas import BUILDING, OWNER
from tests.journeys.walk.hall import (
    code_from_phone,
    confirm,
    fill_form,
    link_project,
    log_in,
    open_application,
    provide_materials,
    ready_to_confirm,
)
from tests.journeys.walk.waiting import await_event, next_message


@dataclass
class Filing:
    """One filing as far as it has come; the later steps fill in what the earlier ones could not know."""

    owner: Client
    credit_code: str
    project_id: str
    application_id: str
    scenario: str
    form: Json = field(default_factory=dict)
    sms: Json = field(default_factory=dict)

    @property
    def path(self) -> str:
        return f"/hall/applications/{self.application_id}"

    @property
    def leader_phone(self) -> str:
        """S15: the account SMS goes to the phone in the form, not to the one that confirmed."""
        return str(self.form["owner"]["leader_phone"])


def prepare(
    visitor: Client,
    credit_code: str = OWNER.credit_code,
    project: tuple[str, str] = BUILDING,
    scenario: str = "buildings",
    **sections: Json,
) -> Filing:
    """Everything up to the point where only the phone code is missing."""
    owner = log_in(visitor, credit_code)
    return prepare_for(owner, credit_code, link_project(owner, *project)["id"], scenario, **sections)


def prepare_for(owner: Client, credit_code: str, project_id: str, scenario: str, /, **sections: Json) -> Filing:
    """The same for a project that is already in the hall (S18: as often as the owner likes)."""
    application = open_application(owner, project_id, scenario)
    filing = Filing(owner, credit_code, project_id, application["id"], scenario)
    filing.form = fill_form(owner, filing.application_id, **sections)
    provide_materials(owner, filing.application_id)
    ready_to_confirm(owner, filing.application_id)
    return filing


def file(filing: Filing) -> Filing:
    """Confirm, and wait for the text to the project leader (S15)."""
    code = code_from_phone(filing.owner, filing.application_id)
    with next_message(filing.owner, filing.leader_phone, "account") as sms:
        confirm(filing.owner, filing.application_id, code)
        journey = journey_of(filing)
        assert await_event(filing.owner, journey, "review.project.pushed")
        assert await_event(filing.owner, journey, "sms.message.delivered")
    filing.sms = sms
    return filing


def journey_of(filing: Filing) -> str:
    return str(filing.owner.send("GET", filing.path).headers["Sim-Journey"])
