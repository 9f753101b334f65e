"""Filing a project: up to the code, which a person reads on the phone; then the confirmation."""

from dataclasses import dataclass
from typing import Any

from back_office.hall import Hall
from back_office.records import Records

MATTER = {"stage": "construction-permit", "matter": "joint-review", "scenario": "buildings"}


@dataclass(frozen=True)
class Project:
    """As the company has it in its books."""

    code: str
    name: str
    land_area: int
    building_area: int
    leader_phone: str


def prepare(hall: Hall, records: Records, project: Project, drawing: bytes) -> str:
    """Everything but the confirmation; goes on where an earlier try ended. Returns the application's id."""
    application_id = records.application_of(project.code) or _opened(hall, records, project)
    here = f"/hall/applications/{application_id}"
    form: dict[str, Any] = hall.ask("GET", f"{here}/form")["example"]
    form["owner"]["leader_phone"] = project.leader_phone
    hall.ask("PUT", f"{here}/form", json=form)
    for material in hall.ask("GET", f"{here}/materials")["items"]:
        if material["required"] and not material["files"]:
            files = f"{here}/materials/{material['code']}/files"
            stored = hall.ask("POST", files, files={"file": (f"{material['name']}.pdf", drawing)})
            if material["needs_seal"]:
                hall.ask("POST", f"{here}/files/{stored['file_id']}/seal")
    return application_id


def ask_for_code(hall: Hall, application_id: str, phone: str) -> None:
    """It is texted to the phone of whoever confirms."""
    hall.ask("POST", f"/hall/applications/{application_id}/verification-code", json={"phone": phone})


def confirm(hall: Hall, application_id: str, phone: str, code: str) -> str:
    """Its status. May be repeated after a broken connection: it is done once."""
    path = f"/hall/applications/{application_id}/confirmation"
    once = {"Idempotency-Key": f"confirm-{application_id}-{code}"}
    return str(hall.ask("POST", path, headers=once, json={"phone": phone, "code": code})["status"])


def _opened(hall: Hall, records: Records, project: Project) -> str:
    named = {"project_code": project.code, "project_name": project.name}
    linked = hall.ask("POST", "/hall/projects/link", json=named)["id"]
    areas = {"land_area": project.land_area, "building_area": project.building_area}
    hall.ask("PATCH", f"/hall/projects/{linked}", json=areas)
    application_id = str(hall.ask("POST", "/hall/applications", json={"project_id": linked, **MATTER})["id"])
    records.keep(project.code, application_id)
    return application_id
