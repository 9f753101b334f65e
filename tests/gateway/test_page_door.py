"""Pages at the front door: refusals are pages there, files of pages cost nothing, what scripts fetch is not noted."""

from typing import Any

import httpx
import pytest
from sqlalchemy import select
from starlette.types import Receive, Scope, Send

from services.gateway.app import Gateway
from shared.store.tables import journal
from tests.gateway.conftest import Started
from tests.gateway.echo import Echo

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
PAGE, PROBLEM = "text/html; charset=utf-8", "application/problem+json"


async def hall(scope: Scope, receive: Receive, send: Send) -> None:
    """Refuses what is called so, shows everything else."""
    refused = "refused" in scope["path"]
    headers = [(b"sim-sandbox", b"default"), *([(b"sim-problem", b"account-incomplete")] if refused else [])]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"<p>"})


@pytest.mark.parametrize(
    ("path", "headers", "kind"),
    [("/hall/web/x", {}, PAGE), ("/console/x", {}, PAGE), ("/hall", {}, PAGE), ("/nowhere", BROWSER, PAGE),
     ("/nowhere", {}, PROBLEM), ("/hall/projects", BROWSER, PROBLEM), ("/sim/x", BROWSER, PROBLEM)],
)  # fmt: skip
async def test_the_doors_own_refusals_are_in_kind(
    started: Started, path: str, headers: dict[str, str], kind: str
) -> None:
    async with started({"hall": Echo()}, body_limit=100) as (_, client):
        large = await client.post(path, content=b"x" * 200, headers=headers)
        assert (large.status_code, large.headers["content-type"]) == (413, kind)
        assert large.headers["sim-problem"] == "body-too-large"
    async with started({"hall": Echo()}, rate_limit=1) as (_, client):
        answers = [await client.get(path, headers=headers) for _ in range(4)]
        [*_, fast] = [answer for answer in answers if answer.status_code == 429]
        assert fast.headers["content-type"] == kind and fast.headers["retry-after"] == "1"


async def test_a_service_that_is_away_is_said_on_a_page(started: Started) -> None:
    async with started() as (_, client):
        answer = await client.get("/hall/web/projects")
        assert (answer.status_code, answer.headers["content-type"]) == (503, PAGE)
        assert "upstream-unavailable" in answer.text


async def test_files_of_pages_do_not_count_for_the_rate(started: Started) -> None:
    async with started({"hall": Echo()}, rate_limit=1) as (_, client):
        for path in ("/static/x/kit.css", "/hall/web/static/x/y.css"):
            assert {(await client.get(path)).status_code for _ in range(20)} <= {200, 207}


@pytest.mark.parametrize(
    ("path", "status"),
    [("/hall/web/applications/1/materials", 207), ("/review/web/projects/1/drawings", 207),
     ("/review/web/projects/1/planning-documents", 207), ("/hall/web/applications/1/form/project", 413)],
)  # fmt: skip
async def test_uploads_from_pages_may_be_large(started: Started, path: str, status: int) -> None:
    echo = Echo()
    async with started({"hall": echo, "review": echo}, body_limit=1_000, upload_limit=50_000) as (_, client):
        assert (await client.post(path, content=b"x" * 2_000)).status_code == status


async def noted(gateway: Gateway) -> list[dict[str, Any]]:
    await gateway.journal.barrier()
    query = select(journal.c.name, journal.c.detail).where(journal.c.kind == "request")
    return [
        dict(row._mapping) for row in await gateway.store.core_read(lambda connection: connection.execute(query).all())
    ]


@pytest.mark.parametrize(
    ("method", "path", "headers", "kept"),
    [("POST", "/hall/web/projects", {}, True), ("GET", "/hall/web/projects", {}, False),
     ("GET", "/hall/web/refused", {}, True), ("GET", "/hall/web/refused", {"HX-Request": "true"}, False),
     ("POST", "/hall/web/x", {"HX-Request": "true"}, True), ("POST", "/console/in/default/clock", {}, False),
     ("GET", "/phones/1", {}, False), ("GET", "/hall/web/static/x/refused", {}, False)],
)  # fmt: skip
async def test_what_is_noted_of_pages(
    started: Started, method: str, path: str, headers: dict[str, str], kept: bool
) -> None:
    async with started({"hall": hall}) as (gateway, client):
        await client.request(method, path, headers=headers)
        lines = await noted(gateway)
        assert bool(lines) is kept
        if kept:
            assert lines[0]["name"] == f"{method} {path}" and '"door":"page"' in lines[0]["detail"]


async def test_no_other_page_may_call_ours(started: Started, echo: Echo) -> None:
    async with started({"hall": echo}) as (_, client):
        foreign = {"Origin": "http://elsewhere.example"}
        ours: httpx.Response = await client.get("/hall/web/projects", headers=foreign)
        assert "access-control-allow-origin" not in ours.headers
        assert (await client.get("/hall/projects", headers=foreign)).headers["access-control-allow-origin"] == "*"
