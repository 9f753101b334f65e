"""Logging in, changing and recovering passwords (S16, S19)."""

import asyncio
from typing import Any

import pytest

from tests.review.filings import OFFICE, OWNER, RETURNING
from tests.review.person import Person
from tests.review.platform import AGENCIES, CHOSEN, DESIGN, PASSWORD, SURVEY, Platform

EVERYWHERE_ELSE = [
    ("GET", "/city-projects"), ("GET", "/projects"), ("POST", "/projects"), ("GET", "/projects/x"),
    ("GET", "/projects/x/details"), ("PUT", "/projects/x/details"), ("POST", "/projects/x/link-codes"),
    ("GET", "/projects/x/link-codes"), ("DELETE", "/projects/x/link-codes/y"), ("POST", "/project-links"),
    ("GET", "/projects/x/drawings"), ("POST", "/projects/x/drawings"), ("POST", "/projects/x/drawings/y/seal"),
    ("DELETE", "/projects/x/drawings/y"), ("GET", "/agencies"), ("PUT", "/projects/x/agency"),
    ("GET", "/projects/x/agency-decision"), ("GET", "/projects/x/planning-documents"),
    ("POST", "/projects/x/planning-documents"), ("DELETE", "/projects/x/planning-documents/y"),
    ("GET", "/projects/x/submission-check"), ("POST", "/projects/x/submission"),
    ("DELETE", "/projects/x/units/y"), ("GET", "/projects/x/details/schema"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("account", "role"),
    [(RETURNING, "owner"), (DESIGN, "design"), (SURVEY, "survey"), *((a, "agency") for a in AGENCIES)],
)
async def test_accounts_that_are_there_from_the_start(platform: Platform, account: str, role: str) -> None:
    answer = await platform.visitor().post("/login", {"account": account.lower(), "password": PASSWORD}, expect=200)
    assert (answer["role"], answer["must_change_password"], answer["token_type"]) == (role, False, "Bearer")
    assert answer["expires_in"] > 0 and answer["name"]


@pytest.mark.parametrize("account", [RETURNING, OFFICE, "nobody", "9" * 64])
async def test_a_wrong_login_does_not_tell_who_exists(platform: Platform, account: str) -> None:
    problem = await platform.visitor().refused(
        401, "login-failed", "POST", "/login", json={"account": account, "password": "wrong"}
    )
    assert "找回密码" in problem["detail"]


@pytest.mark.parametrize("account", [RETURNING, OFFICE])
async def test_five_wrong_passwords_lock_the_login(platform: Platform, account: str) -> None:
    visitor, wrong = platform.visitor(), {"account": account, "password": "wrong"}
    for _ in range(4):
        await visitor.refused(401, "login-failed", "POST", "/login", json=wrong)
    rests = await visitor.send("POST", "/login", json=wrong)
    assert (rests.status_code, rests.json()["code"]) == (429, "login-rests")
    assert 880 < int(rests.headers["Retry-After"]) <= 900
    await visitor.refused(429, "login-rests", "POST", "/login", json=wrong | {"password": PASSWORD})
    await platform.pass_time(minutes=15, seconds=1)
    right = wrong | {"password": PASSWORD}
    if account == RETURNING:
        await visitor.post("/login", right, expect=200)
    await visitor.refused(401, "login-failed", "POST", "/login", json=wrong)


@pytest.mark.parametrize("account", [RETURNING, OFFICE])
async def test_guessing_at_a_locked_login_costs_nothing(
    platform: Platform, account: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody looks at a password that cannot be right before a quarter of an hour is over."""
    visitor, wrong = platform.visitor(), {"account": account, "password": "wrong"}
    for _ in range(5):
        await visitor.send("POST", "/login", json=wrong)
    judged: list[str] = []
    monkeypatch.setattr("shared.login.passwords._verify", lambda _, password: judged.append(password))
    for password in ("wrong", PASSWORD):
        await visitor.refused(429, "login-rests", "POST", "/login", json=wrong | {"password": password})
    assert judged == []


async def test_a_right_password_forgets_the_wrong_ones(platform: Platform) -> None:
    visitor, wrong = platform.visitor(), {"account": RETURNING, "password": "wrong"}
    for _ in range(3):
        for _ in range(4):
            await visitor.refused(401, "login-failed", "POST", "/login", json=wrong)
        await visitor.post("/login", wrong | {"password": PASSWORD}, expect=200)


async def test_nothing_opens_before_the_password_is_changed(platform: Platform) -> None:
    pushed = await platform.push()
    newcomer = await platform.login(OWNER, pushed["initial_password"])
    for method, path in EVERYWHERE_ELSE:
        if path in ("/projects", "/project-links") or method in ("PUT", "POST"):
            continue  # their bodies are read first; see below
        await newcomer.refused(403, "password-change-required", method, path)
    await newcomer.refused(403, "password-change-required", "POST", "/projects", json={"city_project_id": "x"})
    await newcomer.refused(403, "password-change-required", "PUT", "/projects/x/agency", json={"agency_id": "x"})
    answer = await newcomer.put("/password", {"new_password": CHOSEN})
    assert answer["must_change_password"] is False and answer["access_token"]
    await newcomer.refused(401, "login-ended", "GET", "/city-projects")
    owner = Person(newcomer.http, answer["access_token"])
    assert len((await owner.get("/city-projects"))["items"]) == 1
    await platform.visitor().refused(
        401, "login-failed", "POST", "/login", json={"account": OWNER, "password": pushed["initial_password"]}
    )
    await platform.login(OWNER, CHOSEN)


async def test_every_place_asks_for_a_login(platform: Platform) -> None:
    for method, path in EVERYWHERE_ELSE:
        how: dict[str, Any] = {"json": {}} if method in ("PUT", "POST") else {}
        response = await platform.visitor().send(method, path, **how)
        assert response.status_code == 401 and response.headers["www-authenticate"] == "Bearer", (method, path)


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("short1", "password-length"),
        ("x1" * 40, "password-length"),
        ("onlyletters", "password-too-simple"),
        ("1234567890", "password-too-simple"),
        ("with blank 1", "password-characters"),
        (f"a{OWNER.lower()}", "password-contains-account"),
    ],
)
async def test_weak_passwords_are_refused(platform: Platform, password: str, code: str) -> None:
    newcomer = await platform.login(OWNER, (await platform.push())["initial_password"])
    problem = await newcomer.refused(422, "password-refused", "PUT", "/password", json={"new_password": password})
    assert [(error["pointer"], error["code"]) for error in problem["errors"]] == [("/new_password", code)]


async def test_the_texted_password_is_not_kept_as_ones_own(platform: Platform) -> None:
    pushed = await platform.push()
    newcomer = await platform.login(OWNER, pushed["initial_password"])
    problem = await newcomer.refused(
        422, "password-refused", "PUT", "/password", json={"new_password": pushed["initial_password"]}
    )
    assert problem["errors"][0]["code"] == "password-reused"


async def test_a_token_expires_by_the_sandboxs_clock(platform: Platform) -> None:
    owner = await platform.login(RETURNING)
    await platform.pass_time(hours=13)
    await owner.refused(401, "token-expired", "GET", "/projects")


async def issued_code(platform: Platform, account: str = RETURNING) -> str:
    await platform.visitor().post("/password-recovery", {"account": account}, expect=202)
    return str((await platform.events("review.phone_code.issued"))[-1]["code"])


async def test_a_forgotten_password_is_recovered_by_sms(platform: Platform) -> None:
    """S16: even a locked login opens again."""
    visitor = platform.visitor()
    for _ in range(5):
        await visitor.send("POST", "/login", json={"account": RETURNING, "password": "wrong"})
    code = await issued_code(platform)
    [issued] = await platform.events("review.phone_code.issued")
    assert issued["account"] == RETURNING and issued["minutes"] == 5 and len(code) == 6
    body = {"account": RETURNING, "code": code, "new_password": CHOSEN}
    await visitor.post("/password-recovery/confirmation", body, expect=200)
    await platform.login(RETURNING, CHOSEN)
    path = "/password-recovery/confirmation"
    await visitor.refused(422, "verification-code-expired", "POST", path, json=body)
    await visitor.refused(401, "login-failed", "POST", "/login", json={"account": RETURNING, "password": PASSWORD})


async def test_recovery_ends_the_forced_change(platform: Platform) -> None:
    await platform.push()
    code = await issued_code(platform, OWNER)
    body = {"account": OWNER, "code": code, "new_password": CHOSEN}
    await platform.visitor().post("/password-recovery/confirmation", body, expect=200)
    owner = await platform.login(OWNER, CHOSEN)
    assert len((await owner.get("/city-projects"))["items"]) == 1


async def test_a_changed_password_ends_every_login_but_the_one_in_its_answer(platform: Platform) -> None:
    here, elsewhere = await platform.login(RETURNING), await platform.login(RETURNING)
    other = await platform.login(DESIGN)
    changed = await here.put("/password", {"new_password": CHOSEN})
    for ended in (here, elsewhere):
        problem = await ended.refused(401, "login-ended", "GET", "/projects")
        assert "重新登录" in problem["detail"]
        await ended.refused(401, "login-ended", "PUT", "/password", json={"new_password": "Another#2026"})
    await Person(here.http, changed["access_token"]).get("/projects")
    await other.get("/projects")


async def test_of_two_changes_at_once_one_holds(platform: Platform) -> None:
    """Both came with a token that the other one ends."""
    sessions = [await platform.login(RETURNING) for _ in range(4)]
    bodies = [{"new_password": f"Zhengzhou#202{number}"} for number in range(4)]
    answers = await asyncio.gather(
        *(one.send("PUT", "/password", json=body) for one, body in zip(sessions, bodies, strict=True))
    )
    assert sorted(answer.status_code for answer in answers) == [200, 401, 401, 401]
    [held] = [body["new_password"] for body, one in zip(bodies, answers, strict=True) if one.status_code == 200]
    await platform.login(RETURNING, held)


async def test_a_recovered_password_ends_every_login(platform: Platform) -> None:
    before = await platform.login(RETURNING)
    body = {"account": RETURNING, "code": await issued_code(platform), "new_password": CHOSEN}
    await platform.visitor().post("/password-recovery/confirmation", body, expect=200)
    await before.refused(401, "login-ended", "GET", "/projects")
    await (await platform.login(RETURNING, CHOSEN)).get("/projects")


@pytest.mark.parametrize(
    ("account", "phone"), [(RETURNING, "13800000097"), (DESIGN, "13800000038"), (AGENCIES[0], "13800000541")]
)
async def test_a_filing_rebinds_no_account_that_was_there(platform: Platform, account: str, phone: str) -> None:
    """Whoever files under another's credit code reads neither its password nor its recovery code."""
    pushed = await platform.push(account, phone="13800000099")
    assert (pushed["account_created"], pushed["initial_password"]) == (False, None)
    code = await issued_code(platform, account)
    [issued] = await platform.events("review.phone_code.issued")
    assert issued["phone"] == phone
    body = {"account": account, "code": code, "new_password": CHOSEN}
    await platform.visitor().post("/password-recovery/confirmation", body, expect=200)
    answer = await platform.visitor().post("/login", {"account": account, "password": CHOSEN}, expect=200)
    assert answer["role"] != "owner" or account == RETURNING


async def test_one_code_a_minute(platform: Platform) -> None:
    await issued_code(platform)
    problem = await platform.visitor().refused(
        429, "verification-code-too-frequent", "POST", "/password-recovery", json={"account": RETURNING}
    )
    assert "请勿频繁获取验证码" in problem["detail"]
    await platform.pass_time(seconds=61)
    await issued_code(platform)


async def test_a_code_lives_five_minutes(platform: Platform) -> None:
    code = await issued_code(platform)
    await platform.pass_time(minutes=5)
    body = {"account": RETURNING, "code": code, "new_password": CHOSEN}
    await platform.visitor().refused(
        422, "verification-code-expired", "POST", "/password-recovery/confirmation", json=body
    )


async def test_five_tries_a_code(platform: Platform) -> None:
    code = await issued_code(platform)
    wrong = {"account": RETURNING, "code": "x", "new_password": CHOSEN}
    path = "/password-recovery/confirmation"
    for _ in range(5):
        await platform.visitor().refused(422, "verification-code-wrong", "POST", path, json=wrong)
    await platform.visitor().refused(422, "verification-code-expired", "POST", path, json=wrong | {"code": code})


async def test_a_new_code_replaces_the_old_one(platform: Platform) -> None:
    old = await issued_code(platform)
    await platform.pass_time(minutes=1)
    new = await issued_code(platform)
    body = {"account": RETURNING, "code": old, "new_password": CHOSEN}
    path = "/password-recovery/confirmation"
    if old != new:
        await platform.visitor().refused(422, "verification-code-wrong", "POST", path, json=body)
    await platform.visitor().post(path, body | {"code": new}, expect=200)


async def test_recovery_tells_nothing_about_strangers(platform: Platform) -> None:
    """The same answers, headers and limits with and without an account."""
    visitor, answers = platform.visitor(), {}
    for account in (RETURNING, OFFICE):
        asked = await visitor.send("POST", "/password-recovery", json={"account": account})
        again = await visitor.send("POST", "/password-recovery", json={"account": account})
        tried = [
            await visitor.send(
                "POST",
                "/password-recovery/confirmation",
                json={"account": account, "code": "no", "new_password": CHOSEN},
            )
            for _ in range(6)
        ]
        answers[account] = [(r.status_code, r.json()["detail"], sorted(r.headers)) for r in (asked, again, *tried)]
    assert answers[RETURNING] == answers[OFFICE]
    assert [event["account"] for event in await platform.events("review.phone_code.issued")] == [RETURNING]


@pytest.mark.parametrize("path", ["/password-recovery", "/password-recovery/confirmation"])
async def test_an_account_is_a_credit_code(platform: Platform, path: str) -> None:
    body = {"account": "91410100MA9XXXX119"}
    if path.endswith("confirmation"):
        body |= {"code": "123456", "new_password": CHOSEN}
    problem = await platform.visitor().refused(422, "request-invalid", "POST", path, json=body)
    assert [error["pointer"] for error in problem["errors"]] == ["/account"]
