"""Another owner's, another unit's, another sandbox's things are not forbidden: they are not there (404)."""

from collections.abc import Iterator

import pytest

from tests.journeys import walk
from tests.journeys.client import Client
from tests.journeys.personas import BUILDING, DESIGN_UNIT, OWNER, RETURNING, SURVEY_UNIT

HALL = [
    ("GET", "", None),
    ("GET", "/form", None),
    ("PUT", "/form", {}),
    ("POST", "/form/reuse", {"application_id": "{mine}"}),
    ("GET", "/materials", None),
    ("POST", "/materials/reuse", {"application_id": "{mine}"}),
    ("GET", "/reusable", None),
    ("GET", "/check", None),
    ("POST", "/verification-code", {"phone": walk.CONFIRMING_PHONE}),
    ("POST", "/confirmation", {"phone": walk.CONFIRMING_PHONE, "code": "123456"}),
    ("POST", "/withdrawal", {}),
    ("GET", "/history", None),
]
REVIEW = [
    ("GET", "", None),
    ("GET", "/basic", None),
    ("PUT", "/basic", {}),
    ("GET", "/details", None),
    ("PUT", "/details", {}),
    ("POST", "/link-codes", {"role": "design"}),
    ("GET", "/drawings", None),
    ("GET", "/planning-documents", None),
    ("GET", "/submission-check", None),
    ("POST", "/submission", None),
]


@pytest.fixture
def filing(visitor: Client) -> walk.Filing:
    return walk.prepare(visitor, RETURNING.credit_code, RETURNING.project)


@pytest.fixture
def neighbour(base_url: str) -> Iterator[Client]:
    """A visitor of another sandbox, where the same personas live."""
    with walk.sandbox(base_url) as other:
        yield other


def test_another_owners_filing(visitor: Client, filing: walk.Filing) -> None:
    other = walk.log_in(visitor, OWNER.credit_code)
    before = filing.owner.get(filing.path)
    for method, path, body in HALL:
        other.refused(404, None, method, filing.path + path, json=body)
    file_id = next(
        item["files"][0]["file_id"] for item in filing.owner.items(f"{filing.path}/materials") if item["files"]
    )
    other.refused(404, None, "DELETE", f"{filing.path}/files/{file_id}")
    other.refused(404, None, "DELETE", f"{filing.path}/materials/M01/files/{file_id}")
    other.refused(404, None, "GET", f"/hall/projects/{filing.project_id}")
    other.refused(404, None, "PATCH", f"/hall/projects/{filing.project_id}", json={"land_area": 1})
    other.refused(404, None, "GET", f"/hall/projects/{filing.project_id}/matters")
    assert other.items("/hall/applications") == [] and other.items("/hall/projects") == []
    assert filing.owner.get(filing.path) == before


def test_another_owners_form_is_not_reused(visitor: Client, filing: walk.Filing) -> None:
    mine = walk.prepare(visitor)
    for what in ("form", "materials"):
        path = f"{mine.path}/{what}/reuse"
        mine.owner.refused(404, "not-found", "POST", path, json={"application_id": filing.application_id})


def test_another_sandboxs_filing(visitor: Client, neighbour: Client, filing: walk.Filing) -> None:
    same_persona = walk.log_in(neighbour, RETURNING.credit_code)
    for method, path, body in HALL:
        same_persona.refused(404, None, method, filing.path + path, json=body)
    assert same_persona.items("/hall/projects") == []
    neighbour.refused(404, None, "GET", f"/sim/journeys/{walk.journey_of(filing)}")
    assert neighbour.items(f"/sim/phones/{walk.CONFIRMING_PHONE}/messages") == []
    assert neighbour.items("/sim/events") == []


def test_a_token_does_not_leave_its_sandbox(visitor: Client, neighbour: Client) -> None:
    """The token remembers where it was issued; a header that says otherwise is refused, not obeyed."""
    owner = walk.log_in(visitor, OWNER.credit_code)
    project = walk.link_project(owner, *BUILDING)
    assert neighbour.sandbox
    headers = {"Sim-Sandbox": neighbour.sandbox}
    owner.refused(401, "token-other-sandbox", "GET", "/hall/projects", headers=headers)
    without = {name: value for name, value in owner.headers.items() if name != "Sim-Sandbox"}
    headerless = Client(owner.base_url, http=owner.http)
    headerless.headers = without
    assert [item["id"] for item in headerless.items("/hall/projects")] == [project["id"]]


def test_an_unknown_sandbox(visitor: Client) -> None:
    lost = visitor.derive(sandbox="no-such-sandbox")
    lost.headers["Sim-Sandbox"] = "no-such-sandbox"
    lost.refused(404, "sandbox-unknown", "POST", "/portal/login", json={"login": OWNER.credit_code, "password": "x"})
    lost.refused(404, "sandbox-unknown", "GET", "/hall/guides")
    lost.refused(404, "sandbox-unknown", "GET", "/sim/events")
    visitor.refused(404, "sandbox-unknown", "DELETE", "/sim/sandboxes/no-such-sandbox")


def test_another_owners_provincial_project(visitor: Client, filing: walk.Filing) -> None:
    walk.file(filing)
    owner, _ = walk.enter_platform(visitor, RETURNING.credit_code)
    project = walk.prepare_city_project(owner, filing.application_id)
    walk.file(walk.prepare(visitor))
    other = walk.open_account(visitor, visitor.items("/sim/phones/13800000001/messages")[-1])
    for method, path, body in REVIEW:
        other.refused(404, None, method, f"/review/projects/{project['id']}{path}", json=body)
    assert filing.application_id not in str(other.items("/review/city-projects"))
    assert other.items("/review/projects") == []


def test_another_units_drawing(visitor: Client, filing: walk.Filing) -> None:
    walk.file(filing)
    owner, _ = walk.enter_platform(visitor, RETURNING.credit_code)
    project = walk.prepare_city_project(owner, filing.application_id)
    path = f"/review/projects/{project['id']}/drawings"
    discipline = next(item["discipline"] for item in owner.get(path)["required"] if item["role"] == "design")
    units = {}
    for role, account in (("design", DESIGN_UNIT), ("survey", SURVEY_UNIT)):
        units[role], _ = walk.enter_platform(visitor, account)
        walk.join_project(units[role], walk.share_code(owner, project["id"], role))
    drawing = walk.upload_drawing(units["design"], project["id"], discipline, seal=False)
    units["survey"].refused(404, None, "POST", f"{path}/{drawing}/seal")
    units["design"].refused(404, None, "POST", f"{path}/no-such-drawing/seal")


@pytest.mark.parametrize(
    "strange", ["x", "0", "null", "..%2F..%2Fetc%2Fpasswd", "%00", "' OR 1=1 --", "😀", "a" * 3000]
)
def test_ids_nobody_ever_gave(visitor: Client, strange: str) -> None:
    owner = walk.log_in(visitor, OWNER.credit_code)
    unit, _ = walk.enter_platform(visitor, DESIGN_UNIT)
    for caller, path in [
        (owner, "/hall/projects/{}"),
        (owner, "/hall/applications/{}"),
        (owner, "/hall/applications/{}/form"),
        (owner, "/hall/scenarios/{}/form"),
        (owner, "/hall/guides/{}"),
        (unit, "/review/projects/{}"),
        (unit, "/review/support/documents/{}"),
        (owner, "/sms/messages/{}"),
    ]:
        caller.refused(404, "not-found", "GET", path.format(strange))
    for path in ("/sim/journeys/{}", "/sim/events/{}"):  # the control plane says how long its own ids are
        owner.refused(422 if len(strange) > 100 else 404, None, "GET", path.format(strange))
