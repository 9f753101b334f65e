"""A project of the platform that is to be submitted, made by the API for those who go on in the browser."""

from typing import Any

from tests.pages.hall.filings import Filings
from tests.pages.site import Site
from tests.review.platform import AGENCIES, CHOSEN, PASSWORD, UNITS

LEADER = "13800000001"
Json = dict[str, Any]


class Road:
    """The owner's way to a project in editing; `account` and `password` let her into the browser."""

    def __init__(self, shentu: Site) -> None:
        self._client = shentu.client
        self.application = Filings(shentu).filed()
        told = {"journey": self.application, "event": "sms.message.delivered", "timeout": 20}
        self._call("GET", "/sim/wait", params=told)
        texts = self._call("GET", f"/sim/phones/{LEADER}/messages", params={"wait": 5})["items"]
        [sent] = [one["vars"] for one in texts if "initial_password" in one["vars"]]
        self.account, self.password = str(sent["account"]), CHOSEN
        self._log_in(self.account, sent["initial_password"])
        self._token = self._call("PUT", "/review/password", json={"new_password": CHOSEN})["access_token"]
        pushed = self._call("GET", "/review/city-projects")["items"]
        [city] = [one["id"] for one in pushed if one["application_id"] == self.application]
        self.project = str(self._call("POST", "/review/projects", json={"city_project_id": city})["id"])
        self._example("basic")

    def details(self) -> None:
        """项目详细信息, by its example."""
        self._example("details")

    def required(self) -> list[Json]:
        """The drawings that are asked for."""
        return list(self._call("GET", f"/review/projects/{self.project}/drawings")["required"])

    @property
    def status(self) -> str:
        return str(self._call("GET", f"/review/projects/{self.project}")["status"])

    def _example(self, part: str) -> None:
        path = f"/review/projects/{self.project}/{part}"
        self._call("PUT", path, json=self._call("GET", path)["example"])

    def _log_in(self, account: str, password: str) -> None:
        self._token = self._call("POST", "/review/login", json={"account": account, "password": password})[
            "access_token"
        ]

    def _call(self, method: str, path: str, **how: Any) -> Json:
        token = getattr(self, "_token", "")
        answer = self._client.request(
            method, path, headers={"Authorization": f"Bearer {token}"} if token else {}, **how
        )
        assert answer.is_success, answer.text
        return dict(answer.json())


__all__ = ["AGENCIES", "PASSWORD", "UNITS", "Road"]
