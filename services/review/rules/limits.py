"""The platform's numbers (limits.toml)."""

from datetime import timedelta

from services.review.rules.data import load
from shared.login.guesses import GuessLimits
from shared.login.one_time_codes import CodeLimits

_DATA = load("limits")

INITIAL_LENGTH: int = _DATA["password"]["initial_length"]
INITIAL_ALPHABET: str = _DATA["password"]["initial_alphabet"]
PASSWORD_LENGTH: tuple[int, int] = (_DATA["password"]["minimum_length"], _DATA["password"]["maximum_length"])

LOGIN_GUESSES = GuessLimits.of(_DATA["login"])

RECOVERY_CODE_TIMER, LINK_CODE_TIMER = "recovery-code", "link-code"
RECOVERY_CODE = CodeLimits.of(_DATA["recovery"])

LINK_CODE_ALPHABET: str = _DATA["link_code"]["alphabet"]
LINK_CODE_LENGTH: int = _DATA["link_code"]["length"]
LINK_CODE_LIFE = timedelta(days=_DATA["link_code"]["days"])
LINK_CODES_PER_ROLE: int = _DATA["link_code"]["live_per_role"]

MEGABYTES: dict[str, int] = _DATA["files"]["megabytes"]
FILES_PER_PROJECT: int = _DATA["files"]["per_project"]
