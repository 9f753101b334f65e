"""Whatever an applicant does in the hall is a state in the trace, in the order it was done."""

from tests.hall.applicant import PHONE, Applicant, filed, pdf
from tests.hall.place import Hall


async def test_a_filing_from_its_draft_to_its_confirmation(owner: Applicant, hall: Hall) -> None:
    path = await owner.draft()
    assert await hall.states() == [("application", "draft")]
    await owner.call("PUT", f"{path}/form", json={})
    await owner.fill(path)
    assert await hall.states() == [("application", "draft"), ("form", "saved"), ("form", "complete")]
    await owner.provide(path)
    before = await hall.states()
    assert {("material", "uploaded"), ("material", "sealed")} <= set(before)
    await owner.request_code(path)
    await owner.send("POST", f"{path}/confirmation", json={"phone": PHONE, "code": "000000"})
    await owner.confirm(path, await hall.code_on_phone())
    assert (await hall.states())[len(before) :] == [
        ("phone_code", "issued"), ("phone_code", "wrong"), ("application", "confirmed"),
    ]  # fmt: skip


async def test_a_file_comes_is_sealed_and_goes(owner: Applicant, hall: Hall) -> None:
    path = await owner.draft()
    before = len(await hall.states())
    file = await owner.upload(path, "M13", content=pdf("施工图"))
    await owner.seal(path, "M13", file["file_id"])
    await owner.call("DELETE", f"{path}/files/{file['file_id']}")
    assert (await hall.states())[before:] == [("material", "uploaded"), ("material", "sealed"), ("material", "removed")]


async def test_what_is_reused_is_told_as_reused(owner: Applicant, hall: Hall) -> None:
    first = await owner.ready()
    await filed(owner, hall, first)
    await owner.ready_again(first)
    assert ("material", "reused") in await hall.states()
