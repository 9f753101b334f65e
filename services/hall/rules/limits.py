"""The hall's limits (limits.toml)."""

from services.hall.rules.catalogue import FOLDER
from shared.forms import load_toml
from shared.login.one_time_codes import CodeLimits

_LIMITS = load_toml(FOLDER / "limits.toml")

FILES_PER_MATERIAL: int = _LIMITS["files"]["per_material"]
MEGABYTES: dict[str, int] = _LIMITS["files"]["megabytes"]
PHONE_CODE = CodeLimits.of(_LIMITS["phone_code"])
PHONE_CODE_TIMER = "phone-code"
