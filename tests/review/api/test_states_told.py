"""Whatever people do on the platform is a state in the trace, in the order it was done."""

from sqlalchemy import select

from shared.store.tables import journal
from tests.review.filings import OWNER
from tests.review.platform import DESIGN, Platform, join


async def told(platform: Platform) -> list[tuple[str, str]]:
    mine = (journal.c.kind == "state", journal.c.life == await platform.life())
    query = select(journal.c.name, journal.c.status).where(*mine).order_by(journal.c.seq)
    rows = await platform.service.store.core_read(lambda connection: connection.execute(query).all())
    return [(name, status) for name, status in rows]


async def test_a_unit_its_drawing_and_how_they_leave_again(platform: Platform) -> None:
    owner, project = await platform.editing()
    path, before = f"/projects/{project['id']}", len(await told(platform))
    unit = await join(platform, owner, project["id"], "design")
    drawings = f"{path}/drawings"
    drawing = await unit.upload(drawings, discipline="structure")
    await unit.post(f"{drawings}/{drawing['drawing_id']}/seal", expect=200)
    await unit.call("DELETE", f"{drawings}/{drawing['drawing_id']}", 204)
    code = (await owner.post(f"{path}/link-codes", {"role": "survey"}))["code"]
    await owner.call("DELETE", f"{path}/link-codes/{code}", 204)
    await owner.call("DELETE", f"{path}/units/{DESIGN}", 204)
    assert (await told(platform))[before:] == [
        ("link-code", "issued"), ("unit", "linked"),
        ("drawing", "uploaded"), ("drawing", "sealed"), ("drawing", "deleted"),
        ("link-code", "issued"), ("link-code", "revoked"), ("unit", "removed"),
    ]  # fmt: skip


async def test_planning_documents_and_the_agency(platform: Platform) -> None:
    owner, project = await platform.editing()
    path, before = f"/projects/{project['id']}", len(await told(platform))
    document = await owner.upload(f"{path}/planning-documents", kind="planning-points")
    await owner.call("DELETE", f"{path}/planning-documents/{document['file_id']}", 204)
    agency = (await owner.get("/agencies"))["items"][0]
    await owner.put(f"{path}/agency", {"agency_id": agency["id"]})
    assert (await told(platform))[before:] == [
        ("planning-document", "uploaded"), ("planning-document", "deleted"), ("agency", "chosen"),
    ]  # fmt: skip


async def test_a_filing_that_is_pushed_and_an_account_that_changes_its_password(platform: Platform) -> None:
    await platform.owner(await platform.push(OWNER))
    seen = await told(platform)
    assert ("city-project", "pushed") in seen and seen[-1] == ("account", "password-changed")
