"""V11: whether the people named in the details can be who they are said to be."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from shared.identifiers import is_resident_id

RESIDENT_ID = "1"
_SEAL = re.compile(r"[A-Z]{0,4}\d{6,12}(-[A-Z]{0,3}\d{2,4})?")
_LEADERS = (
    ("owner", "建设单位", "the owner's"),
    ("survey_unit", "勘察单位", "the survey unit's"),
    ("design_unit", "设计单位", "the design unit's"),
)


@dataclass(frozen=True, slots=True)
class WrongPerson:
    """`what` is the wording's name (V11-id, V11-seal); who it is in both languages; where in the details."""

    what: str
    zh: str
    en: str
    pointer: str


def wrong_persons(details: Mapping[str, Any]) -> Iterator[WrongPerson]:
    """Project leaders (项目负责人) and registered persons whose ID or seal number cannot be right."""
    for section, zh, en in _LEADERS:
        unit = details.get(section, {})
        who = f"{zh}项目负责人{unit.get('leader_name', '')}", f"{en} project leader {unit.get('leader_name', '')}"
        yield from _judge(unit, "leader_", who, f"/{section}")
    for number, unit in enumerate(details.get("further_design_units", [])):
        who = f"{unit.get('name', '')}项目负责人", f"the project leader of {unit.get('name', '')}"
        yield from _judge(unit, "leader_", who, f"/further_design_units/{number}")
    for number, person in enumerate(details.get("persons", [])):
        who = f"勘察设计人员{person.get('name', '')}", f"{person.get('name', '')}"
        yield from _judge(person, "", who, f"/persons/{number}")


def _judge(row: Mapping[str, Any], prefix: str, who: tuple[str, str], where: str) -> Iterator[WrongPerson]:
    number, seal = row.get(f"{prefix}id_number"), row.get(f"{prefix}seal_number")
    if number is not None and row.get(f"{prefix}id_type") == RESIDENT_ID and not is_resident_id(number):
        yield WrongPerson("V11-id", *who, f"{where}/{prefix}id_number")
    if seal is not None and not _SEAL.fullmatch(seal.upper()):
        yield WrongPerson("V11-seal", *who, f"{where}/{prefix}seal_number")
