"""The message service by itself: events come in as envelopes, the way the bus brings them."""

from collections.abc import AsyncIterator, Callable, Coroutine
from pathlib import Path
from typing import Any

import httpx
import pytest

from services.sms.app import create_sms
from shared.clock import real_micros
from shared.events.base import Event, addressed, encode
from shared.events.hall import PhoneCodeIssued
from shared.events.review import PhoneCodeIssued as RecoveryCodeIssued
from shared.events.review import ProjectPushed
from shared.identifiers import new_id
from shared.sandbox import FIRST
from shared.service import Service
from tests.harness import client_of, running
from tests.lives import life_of

Deliver = Callable[..., Coroutine[Any, Any, bytes]]


@pytest.fixture
async def sms(tmp_path: Path) -> AsyncIterator[Service]:
    async with running(tmp_path, create_sms) as [service]:
        yield service


@pytest.fixture
async def client(sms: Service) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(sms) as client:
        yield client


@pytest.fixture
def deliver(sms: Service) -> Deliver:
    return deliver_to(sms)


def deliver_to(sms: Service) -> Deliver:
    """`deliver(event)` hands it over once and returns its bytes, for a second copy."""

    async def deliver(event: Event, sandbox: str = "default") -> bytes:
        body = envelope(event, sandbox, await life_of(sms.store, sandbox))
        await sms.inbox.receive(body)
        return body

    return deliver


def envelope(event: Event, sandbox: str = "default", life: int = FIRST) -> bytes:
    now = real_micros()
    body = encode(
        event, event_id=new_id(), at=now, recorded=now, journey="the-journey", causation=None, traceparent=None
    )
    return addressed(body, sandbox, life)


def code_for(phone: str, code: str = "123456") -> PhoneCodeIssued:
    return PhoneCodeIssued(application_id="a", phone=phone, code=code, purpose="confirmation", minutes=5)


def recovery_for(phone: str) -> RecoveryCodeIssued:
    return RecoveryCodeIssued(account="91410100MA9XXXX118", phone=phone, code="654321", purpose="recovery", minutes=5)


def pushed_to(phone: str, password: str | None = "Ab3xYz7890", name: str = "示例市民服务中心项目") -> ProjectPushed:
    return ProjectPushed(
        application_id="a", project_id="p", project_code="2403-410105-04-01-123456", project_name=name,
        account="91410100MA9XXXX118", account_created=password is not None, initial_password=password,
        leader_phone=phone,
    )  # fmt: skip
