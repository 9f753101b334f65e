"""What an owner does in the hall, over HTTP, each step a method."""

from typing import TYPE_CHECKING, Any

import httpx

if TYPE_CHECKING:
    from tests.hall.place import Hall

Json = dict[str, Any]

CODE, NAME = "2403-410105-04-01-123456", "示例市民服务中心项目"
AREAS = {"2403-410105-04-01-123457": {"land_area": 72000, "building_area": 0}}  # a road has no floors
PHONE = "13800000066"


class Refused(Exception):
    """An unexpected refusal; the message shows it."""


class Applicant:
    """An owner with a browser."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.http = client

    async def send(self, method: str, path: str, **how: Any) -> httpx.Response:
        return await self.http.request(method, path, **how)

    async def call(self, method: str, path: str, **how: Any) -> Json:
        """Send, and expect success."""
        answer = await self.send(method, path, **how)
        if not answer.is_success:
            raise Refused(f"{method} {path} → {answer.status_code} {answer.text}")
        return dict(answer.json()) if answer.content else {}

    async def get(self, path: str, **params: Any) -> Json:
        return await self.call("GET", path, params=params)

    async def post(self, path: str, body: Json | None = None, **how: Any) -> Json:
        return await self.call("POST", path, json=body, **how)

    async def refused(self, status: int, code: str, method: str, path: str, **how: Any) -> Json:
        """Expect this refusal, as a proper problem document."""
        answer = await self.send(method, path, **how)
        assert answer.headers["content-type"].startswith("application/problem+json"), answer.text
        problem: Json = answer.json()
        assert (answer.status_code, problem["code"]) == (status, code), answer.text
        assert problem["detail"] and problem["status"] == status
        return problem

    # Steps of the journey.

    async def link(self, code: str = CODE, name: str = NAME) -> str:
        """项目关联."""
        linked = await self.post("/hall/projects/link", {"project_code": code, "project_name": name})
        return str(linked["id"])

    async def complete(self, project_id: str, **given: Any) -> Json:
        """信息补全."""
        areas = {"land_area": 20000, "building_area": 45000} | given
        return await self.call("PATCH", f"/hall/projects/{project_id}", json=areas)

    async def project(self, code: str = CODE, name: str = NAME) -> str:
        """A linked and completed project."""
        project_id = await self.link(code, name)
        await self.complete(project_id, **AREAS.get(code, {}))
        return project_id

    async def open(self, project_id: str, scenario: str = "buildings") -> str:
        """办理: a draft's path."""
        choice = {"stage": "construction-permit", "matter": "joint-review", "scenario": scenario}
        opened = await self.post("/hall/applications", {"project_id": project_id, **choice})
        return f"/hall/applications/{opened['id']}"

    async def draft(self, scenario: str = "buildings") -> str:
        """A new draft for the usual project."""
        return await self.open(await self.project(), scenario)

    async def fill(self, path: str, **sections: Json) -> Json:
        """一张表单, from the example with changes laid over it."""
        values = (await self.get(f"{path}/form"))["example"]
        for section, changes in sections.items():
            values[section] = values.get(section, {}) | changes
        return await self.call("PUT", f"{path}/form", json=values)

    async def upload(self, path: str, code: str, name: str = "file.pdf", content: bytes | None = None) -> Json:
        """One file for a material."""
        body = pdf(code) if content is None else content
        return await self.call("POST", f"{path}/materials/{code}/files", files={"file": (name, body)})

    async def seal(self, path: str, code: str, file_id: str) -> Json:
        return await self.post(f"{path}/materials/{code}/files/{file_id}/seal")

    async def provide(self, path: str) -> None:
        """一套材料: every ☆, sealed where it says 签."""
        for material in (await self.get(f"{path}/materials"))["items"]:
            if material["required"] and not material["files"]:
                file = await self.upload(path, material["code"], f"{material['code']}.pdf")
                if material["needs_seal"]:
                    await self.seal(path, material["code"], file["file_id"])

    async def ready(self, scenario: str = "buildings") -> str:
        """A draft that only wants to be confirmed."""
        path = await self.draft(scenario)
        await self.fill(path)
        await self.provide(path)
        return path

    async def ready_again(self, path: str) -> str:
        """Another draft for the same project and scenario, filled by reuse."""
        before = await self.get(path)
        again, source = await self.open(before["project_id"], before["scenario"]), {"application_id": before["id"]}
        await self.post(f"{again}/form/reuse", source)
        await self.post(f"{again}/materials/reuse", source)
        return again

    async def request_code(self, path: str, phone: str = PHONE) -> None:
        await self.post(f"{path}/verification-code", {"phone": phone})

    async def confirm(self, path: str, code: str, phone: str = PHONE, key: str | None = None) -> Json:
        headers = {"Idempotency-Key": key} if key else {}
        return await self.post(f"{path}/confirmation", {"phone": phone, "code": code}, headers=headers)


def pdf(text: str) -> bytes:
    """A small PDF, different for each text."""
    return f"%PDF-1.4\n% {text}\n%%EOF\n".encode()


async def filed(owner: Applicant, hall: "Hall", path: str) -> Json:
    """Confirm a ready draft."""
    await owner.request_code(path)
    return await owner.confirm(path, await hall.code_on_phone())
