"""Filings at any point of their way, made by the API for the one who is looked at in the browser."""

from typing import Any

from services.gateway.portal.seed import personas
from tests.pages.site import Site

PROJECTS = {
    "2403-410105-04-01-123456": ("示例市民服务中心项目", 20000, 45000),
    "2403-410105-04-01-123457": ("示例道路改造工程", 72000, 0),
}
PHONE = "13800000066"
Json = dict[str, Any]


class Filings:
    """What the owner does at the API, in the sandbox of `shentu`."""

    def __init__(self, shentu: Site, persona: str = "owner") -> None:
        self._client, self._projects = shentu.client, dict[str, str]()
        [code] = [one["credit_code"] for one in personas()["account"] if one["persona"] == persona]
        login = self.call("POST", "/portal/login", json={"login": code, "password": personas()["password"]})
        self._heads = {"Authorization": f"Bearer {login['access_token']}"}

    def call(self, method: str, path: str, **how: Any) -> Json:
        """Ask, and expect success."""
        answer = self._client.request(method, path, headers=getattr(self, "_heads", {}), **how)
        assert answer.is_success, answer.text
        return dict(answer.json())

    def open(self, code: str = "2403-410105-04-01-123456", scenario: str = "buildings") -> str:
        """A draft's id."""
        name, land, building = PROJECTS[code]
        if code not in self._projects:
            project = self.call("POST", "/hall/projects/link", json={"project_code": code, "project_name": name})
            areas = {"land_area": land, "building_area": building}
            self.call("PATCH", f"/hall/projects/{project['id']}", json=areas)
            self._projects[code] = project["id"]
        matter = {"stage": "construction-permit", "matter": "joint-review", "scenario": scenario}
        return str(self.call("POST", "/hall/applications", json={"project_id": self._projects[code], **matter})["id"])

    def fill(self, application: str) -> None:
        """一张表单, by its example."""
        path = f"/hall/applications/{application}/form"
        self.call("PUT", path, json=self.call("GET", path)["example"])

    def upload(self, application: str, code: str, name: str = "file.pdf") -> str:
        """A file's id."""
        path = f"/hall/applications/{application}/materials/{code}/files"
        return str(self.call("POST", path, files={"file": (name, f"%PDF-1.4\n% {code}\n%%EOF\n".encode())})["file_id"])

    def ready(self, **where: str) -> str:
        """A draft that only wants to be confirmed."""
        application = self.open(**where)
        self.fill(application)
        for material in self.call("GET", f"/hall/applications/{application}/materials")["items"]:
            if material["required"]:
                file = self.upload(application, material["code"])
                if material["needs_seal"]:
                    self.call("POST", f"/hall/applications/{application}/files/{file}/seal")
        return application

    def filed(self, **where: str) -> str:
        """A confirmed one."""
        application = self.ready(**where)
        path = f"/hall/applications/{application}"
        self.call("POST", f"{path}/verification-code", json={"phone": PHONE})
        self.call("GET", "/sim/idle")  # the text of an earlier filing may be there already
        self.call("POST", f"{path}/confirmation", json={"phone": PHONE, "code": self.code()})
        return application

    def code(self, phone: str = PHONE) -> str:
        """The latest code on this phone."""
        texts = self.call("GET", f"/sim/phones/{phone}/messages", params={"wait": 5})["items"]
        return str(texts[-1]["vars"]["code"])
