"""What the hall tells the platform: confirmed applications with their forms."""

from collections.abc import Sequence
from typing import Any

from services.hall.rules.catalogue import CATALOGUE
from services.hall.rules.story import complete_example
from shared.clock import from_micros, real_micros
from shared.events.hall import ApplicationConfirmed, ConfirmedMaterial, ConfirmedProject, ConfirmedUnit
from shared.identifiers import new_id

Json = dict[str, Any]

OWNER = "91410100MA9XXXX118"
RETURNING = "91410108MA9XXXX97N"
INSTITUTION = "12410100MB9XXXX15U"
OFFICE = "11410100MB9XXXX23R"
LEADER = "13800000001"
CODE = "2403-410105-04-01-123456"


def hall_form(scenario: str = "buildings", **sections: Json) -> Json:
    """一张表单 as the hall offers it, with `sections` laid over it."""
    facts = {"owner_credit_code": OWNER, "owner_name": "示例建设有限公司", "scenario": scenario}
    example = complete_example(CATALOGUE.scenarios[scenario], facts)
    return example | {key: example.get(key, {}) | part for key, part in sections.items()}


def a_filing(
    owner: str = OWNER, scenario: str = "buildings", code: str = CODE, *, procurement: bool = False,
    phone: str = LEADER, number: str = "202605180007", form: Json | None = None, materials: Sequence[str] = (),
) -> ApplicationConfirmed:  # fmt: skip
    """A confirmed application, as the hall tells of it; `materials` are codes, a file each."""
    leader = ConfirmedUnit(credit_code=owner, name="示例建设有限公司", leader_name="张示例", leader_phone=phone)
    return ApplicationConfirmed(
        application_id=new_id(), number=number, scenario=scenario,
        government_procurement=procurement, owner=leader, confirmed_at=from_micros(real_micros()),
        materials=[_material(code) for code in materials],
        project=ConfirmedProject(id=new_id(), code=code, name="示例市民服务中心项目", project_type="3"),
        form=form if form is not None else hall_form(scenario),
    )  # fmt: skip


def _material(code: str) -> ConfirmedMaterial:
    file = {"file_id": f"file-{code}", "file_name": f"{code}.PDF", "file_key": f"city/{code}"}
    told = {"code": code, "name": "材料", "size": 1234, "sha256": "0" * 64, "sealed": False, **file}
    return ConfirmedMaterial.model_validate(told)
