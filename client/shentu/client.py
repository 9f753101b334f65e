"""`Shentu`, where every use of the client begins."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from types import TracebackType
from typing import Any, Self, Unpack

import httpx

from shentu.caller import Caller, connect
from shentu.calls.hall import Hall
from shentu.calls.portal import Portal
from shentu.calls.review import Review
from shentu.calls.sim import Sim
from shentu.calls.sms import Sms
from shentu.journey import Journey, Status
from shentu.models.sim import Idle, MakeSandbox, SeenEnvelope
from shentu.phone import Phone
from shentu.problems import ShentuError
from shentu.settings import sim_token_from, url_from
from shentu.stream import follow

PASSWORD = "Demo@2026"
"""Of every persona."""


class Shentu:
    """An instance, seen by somebody: in a sandbox, perhaps logged in.

    with Shentu().new_sandbox() as shentu:
        owner = shentu.log_in("91410100MA9XXXX118")
        owner.hall.link_project(project_code="2403-410105-04-01-123456", project_name="示例市民服务中心项目")
    """

    def __init__(
        self,
        url: str | None = None,
        sandbox: str | None = None,
        *,
        sim_token: str | None = None,
        language: str | None = None,
        actor: str | None = None,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self.url = url_from(url)
        given = {
            "Sim-Sandbox": sandbox, "Sim-Token": sim_token_from(sim_token), "Accept-Language": language,
            "Sim-Actor": actor,
        }  # fmt: skip
        headers = {name: value for name, value in given.items() if value}
        self._seen_by(Caller(connect(self.url, transport), headers))

    def _seen_by(self, caller: Caller) -> None:
        self._caller = caller
        self.portal, self.hall, self.review = Portal(caller), Hall(caller), Review(caller)
        self.sms, self.sim = Sms(caller), Sim(caller)

    @property
    def sandbox(self) -> str:
        """Its name; `default` unless another was named."""
        return self._caller.headers.get("Sim-Sandbox", "default")

    @property
    def token(self) -> str:
        """Of the login, empty for none."""
        return self._caller.headers.get("Authorization", "").removeprefix("Bearer ")

    @property
    def headers(self) -> dict[str, str]:
        """What is sent with each request: for calls by other means."""
        return dict(self._caller.headers)

    def _with(self, **headers: str) -> Self:
        other = type(self).__new__(type(self))
        other.url = self.url
        other._seen_by(self._caller.with_(**headers))
        return other

    def with_token(self, token: str) -> Self:
        """The same sandbox with this login."""
        return self._with(Authorization=f"Bearer {token}")

    def in_sandbox(self, name: str) -> Self:
        """The same caller in another sandbox."""
        return self._with(Sim_Sandbox=name)

    @contextmanager
    def new_sandbox(self, **how: Unpack[MakeSandbox]) -> Iterator[Self]:
        """A world of one's own, seeded with the personas; deleted at the end."""
        inside = self.in_sandbox(self.sim.make_sandbox(**how)["name"])
        try:
            yield inside
        finally:
            self.sim.delete_sandbox(inside.sandbox)

    def log_in(self, login: str, password: str = PASSWORD) -> Self:
        """At the portal, which opens the hall."""
        return self.with_token(self.portal.log_in(login=login, password=password)["access_token"])

    def log_in_at_platform(self, account: str, password: str = PASSWORD) -> Self:
        """At the province's review platform."""
        return self.with_token(self.review.log_in(account=account, password=password)["access_token"])

    def phone(self, number: str) -> Phone:
        """A simulated phone."""
        return Phone(self.sim, number)

    def journey(self, journey: str | None = None) -> Journey:
        """The journey with this id, or the newest of the sandbox."""
        if journey is None:
            newest = next(self.sim.list_journeys(limit=1), None)
            if newest is None:
                raise ShentuError(f"there is no journey in the sandbox {self.sandbox} yet")
            journey = newest["journey"]
        return Journey(self._caller, journey)

    def wait(
        self, event: str, status: Status = "emitted", after: str | None = None, timeout: float = 30
    ) -> SeenEnvelope:
        """Until such an event is there, in any journey of the sandbox. Raises TimedOut, which says what did happen."""
        return self.sim.wait_for_event(event=event, status=status, after=after, timeout=timeout)

    def idle(self, timeout: float = 30) -> Idle:
        """Until nothing is in flight in the sandbox. Raises TimedOut."""
        return self.sim.wait_until_idle(timeout=timeout)

    def follow(self, **wanted: Any) -> Iterator[dict[str, Any]]:
        """Each step as it happens; `journey`, `kind`, `service`, `event`, `since` are those of `GET /sim/stream`."""
        return follow(self._caller, **wanted)

    def request(self, method: str, path: str, **how: Any) -> httpx.Response:
        """What has no method: the answer when it is a success, whatever httpx can send. Raises like all others."""
        return self._caller.send(method, path, **how)

    def load(self, path: str, **how: Any) -> AbstractContextManager[httpx.Response]:
        """An answer that is read as it comes. Raises like all others."""
        return self._caller.open("GET", path, **how)

    def close(self) -> None:
        """End its connections, which all that came from it share."""
        self._caller.http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()
