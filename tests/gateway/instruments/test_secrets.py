"""Passwords, codes, phone numbers and names planted in a journey stand on the phone, and nowhere else."""

import logging

import pytest
from sqlalchemy import Connection, select

from shared.service import Service
from shared.store.tables import inbox, infrastructure, journal
from tests.gateway.instruments.world import CODE, LEADER, PASSWORD, PHONE, World

pytestmark = pytest.mark.asyncio(loop_scope="module")

PLANTED = (PASSWORD, CODE, PHONE, LEADER)


async def shown(world: World) -> dict[str, str]:
    """Whatever the control plane says about this sandbox, phones apart."""
    events = (await world.get("/sim/events", limit=200))["items"]
    journeys = (await world.get("/sim/journeys", limit=200))["items"]
    paths = ["/sim/events?limit=200", "/sim/journeys?limit=200", "/sim/idle?timeout=0", "/sim/sandboxes", "/sim/clock"]
    paths += [f"/sim/events/{event['id']}" for event in events]
    for item in journeys:
        paths += [f"/sim/journeys/{item['journey']}?format={form}" for form in ("json", "text", "mermaid")]
        paths += [f"/sim/wait?journey={item['journey']}&timeout=0"]
        paths += [f"/sim/wait?journey={item['journey']}&event=review.project.submitted&timeout=0"]
    return {path: (await world.ask("GET", path)).text for path in paths}


async def test_nothing_planted_is_shown_or_noted(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    world.weather.failures = 1  # its error text names a phone
    journey = await world.confirm()
    await world.confirm(journey, with_code=True)
    await world.ask("POST", f"/hall/applications/{journey}/refusal", json={})
    await world.idle()
    texts = (await world.get(f"/sim/phones/{PHONE}/messages"))["items"]
    assert {PASSWORD, CODE} <= {word for text in texts for word in text["vars"].values()}, "nothing was planted"

    told = await shown(world)
    assert any("138****0001" in text for text in told.values()) and any("******" in text for text in told.values())
    for service in (*world.services.values(), world.gateway):
        rows = await service.store.core_read(lambda c: c.execute(select(journal)).all())
        errors = await service.store.core_read(lambda c: c.execute(select(inbox.c.last_error)).all())
        told[f"{service.name}'s journal"] = f"{rows} {errors}"
    told["the log"] = "\n".join(record.getMessage() for record in caplog.records if record.name != "httpx")
    for place, text in told.items():
        for secret in PLANTED:
            assert secret not in text, f"{secret} stands in {place}"


async def rows_of(service: Service) -> dict[str, str]:
    """Everything in a service's database, by table."""
    tables = [*service.store.metadata.sorted_tables, *infrastructure.sorted_tables]

    def read(connection: Connection) -> dict[str, str]:
        return {f"{service.name}.{table.name}": str(connection.execute(select(table)).all()) for table in tables}

    return await service.store.core_read(read)


async def test_secrets_that_were_sent_stand_in_no_row_but_the_phones(world: World) -> None:
    journey = await world.confirm()
    await world.confirm(journey, with_code=True)
    await world.idle()
    kept: dict[str, str] = {}
    for service in (*world.services.values(), world.gateway):
        kept |= await rows_of(service)
    assert PASSWORD in kept["sms.message"] and CODE in kept["sms.message"], "the phone shows them"
    for place, text in kept.items():
        assert place == "sms.message" or (PASSWORD not in text and CODE not in text), place
