"""The operations that ask for a login, as the OpenAPI documents name them, ready to be asked by anybody."""

from dataclasses import dataclass

from tests.journeys import walk
from tests.journeys.client import Client, Json

FILE = {"files": {"file": ("a.pdf", walk.pdf("a"))}}
BODIES: dict[tuple[str, str], Json] = {
    ("PATCH", "/portal/account"): {"json": {"address": "郑州市示例区示例路9号"}},
    ("PATCH", "/hall/projects/{project_id}"): {"json": {"land_area": 1}},
    ("POST", "/hall/applications/{application_id}/withdrawal"): {"json": {}},
    ("PUT", "/hall/applications/{application_id}/form"): {"json": {}},
    ("POST", "/hall/applications/{application_id}/form/reuse"): {"json": {"application_id": "mine"}},
    ("POST", "/hall/applications/{application_id}/materials/reuse"): {"json": {"application_id": "mine"}},
    ("POST", "/hall/applications/{application_id}/materials/{code}/files"): FILE,
    ("POST", "/hall/applications/{application_id}/verification-code"): {"json": {"phone": walk.CONFIRMING_PHONE}},
    ("POST", "/hall/applications/{application_id}/confirmation"): {
        "json": {"phone": walk.CONFIRMING_PHONE, "code": "123456"}
    },
    ("PUT", "/review/projects/{project_id}/basic"): {"json": {}},
    ("PUT", "/review/projects/{project_id}/details"): {"json": {}},
    ("POST", "/review/projects/{project_id}/link-codes"): {"json": {"role": "design"}},
    ("PUT", "/review/projects/{project_id}/agency"): {"json": {"agency_id": "x"}},
    ("POST", "/review/projects/{project_id}/drawings"): FILE | {"data": {"discipline": "structure"}},
    ("POST", "/review/projects/{project_id}/planning-documents"): FILE | {"data": {"kind": "site-plan"}},
}


@dataclass
class Operation:
    """One of a document's, its path filled with things that really exist."""

    method: str
    template: str
    path: str
    owned: bool

    @property
    def key(self) -> tuple[str, str]:
        return self.method, self.template

    def ask(self, caller: Client) -> tuple[int, str | None]:
        answer = caller.send(self.method, self.path, **BODIES.get(self.key, {}))
        return answer.status_code, answer.json().get("code") if answer.status_code >= 400 else None


def operations(anyone: Client, service: str, things: Json) -> list[Operation]:
    """Those that ask for a login."""
    found = []
    for template, methods in anyone.get(f"/{service}/openapi.json")["paths"].items():
        for method, operation in methods.items():
            if operation.get("security"):
                names = [part["name"] for part in operation.get("parameters", []) if part["in"] == "path"]
                path = template.format(**{name: things.get(name, "buildings") for name in names})
                found.append(Operation(method.upper(), template, path, bool(set(names) & set(things))))
    assert found
    return found
