"""The hall's limits (limits.toml)."""

from datetime import timedelta

from services.hall.rules.catalogue import FOLDER
from shared.forms import load_toml

_LIMITS = load_toml(FOLDER / "limits.toml")

FILES_PER_MATERIAL: int = _LIMITS["files"]["per_material"]
CODE_DIGITS: int = _LIMITS["phone_code"]["digits"]
CODE_LIFETIME = timedelta(seconds=_LIMITS["phone_code"]["lifetime"])
CODE_INTERVAL = timedelta(seconds=_LIMITS["phone_code"]["interval"])
WRONG_TRIES: int = _LIMITS["phone_code"]["wrong_tries"]
