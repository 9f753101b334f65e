"""The people and units seeded in every sandbox: as the README's table has them, repeated here on purpose.

The journeys know the contract only; a persona that changes its credit code breaks outside programs, so it breaks here.
"""

from dataclasses import dataclass

PASSWORD = "Demo@2026"


@dataclass(frozen=True)
class Persona:
    """An owner (建设单位): its credit code, and the coded projects it has at the investment platform."""

    credit_code: str
    projects: tuple[tuple[str, str], ...] = ()

    @property
    def project(self) -> tuple[str, str]:
        return self.projects[0]


OWNER = Persona(
    "91410100MA9XXXX118",
    (
        ("2403-410105-04-01-123456", "示例市民服务中心项目"),
        ("2403-410105-04-01-123457", "示例道路改造工程"),
        ("2403-410105-04-01-123458", "示例能源站项目"),
    ),
)
INCOMPLETE = Persona("91410105MA9XXXX2X8", (("2403-410105-04-01-200002", ""),))
UNVERIFIED = Persona("91410105MA9XXXX89G", (("2403-410105-04-01-200001", "示例商业综合体项目"),))
RETURNING = Persona("91410108MA9XXXX97N", (("2403-410108-04-01-500001", "示例学校改扩建项目"),))
INSTITUTION = Persona("12410100MB9XXXX15U", (("2403-410102-04-01-300001", "示例管网改造工程"),))
OFFICE = Persona("11410100MB9XXXX23R", (("2403-410122-04-01-400001", "示例安置房项目"),))

BUILDING, ROAD, ENERGY = OWNER.projects

# 信息补全 (S5): land and building area (㎡) that go with what the approval says of the project.
USUAL_AREAS = {"land_area": 20000, "building_area": 45000}
AREAS = {
    "2403-410105-04-01-123457": {"land_area": 72000, "building_area": 0},
    "2403-410102-04-01-300001": {"land_area": 9600, "building_area": 0},
    "2403-410108-04-01-500001": {"land_area": 18000, "building_area": 12000},
    "2403-410122-04-01-400001": {"land_area": 60000, "building_area": 129000},
}

DESIGN_UNIT = "91410102MA9XXXX38W"
SURVEY_UNIT = "91410103MA9XXXX466"
UNITS = {"design": DESIGN_UNIT, "survey": SURVEY_UNIT}
MORE_UNITS = {
    "design": ("91410105MA9XXXX388", "91410106MA9XXXX38N"),
    "survey": ("91410104MA9XXXX46L", "91410108MA9XXXX46E"),
}
AGENCIES = ("91410108MA9XXXX549", "91410104MA9XXXX62A", "91410106MA9XXXX702")
