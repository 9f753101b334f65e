"""A code's last moment is a timer of the sandbox: whoever moves the clock sees it coming, and can stop at it."""

from datetime import timedelta

from tests.hall.applicant import PHONE, Applicant, filed
from tests.hall.place import Hall


async def test_the_end_of_a_code_is_what_comes_next(owner: Applicant, hall: Hall) -> None:
    path = await owner.ready()
    await hall.stands_still()
    await owner.request_code(path)
    assert await hall.due() == [("phone-code", timedelta(minutes=5))]
    await hall.passes(seconds=60)
    await owner.request_code(path)
    assert await hall.due() == [("phone-code", timedelta(minutes=5))], "the newest code's, and no other"


async def test_a_code_is_good_until_the_moment_it_ends(owner: Applicant, hall: Hall) -> None:
    path = await owner.ready()
    await hall.stands_still()
    await owner.request_code(path)
    body = {"phone": PHONE, "code": await hall.code_on_phone()}
    await hall.passes(minutes=5)
    await owner.refused(422, "verification-code-expired", "POST", f"{path}/confirmation", json=body)
    await hall.passes(microseconds=-1)
    assert (await owner.post(f"{path}/confirmation", body))["status"] == "confirmed"


async def test_a_code_that_was_used_ends_nothing_any_more(owner: Applicant, hall: Hall) -> None:
    await filed(owner, hall, await owner.ready())
    assert await hall.due() == []
