"""What text can be a value at all, wherever it comes from."""

import re
from datetime import date

_SANDBOX_NAME = re.compile(r"[A-Za-z0-9](?!.*\.\.)[A-Za-z0-9._-]{0,62}")
_DATE = re.compile(r"(19|20|21)\d\d-\d\d-\d\d")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def is_date(text: str) -> bool:
    """A calendar date as YYYY-MM-DD."""
    try:
        return bool(text.isascii() and _DATE.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        return False


def is_printable(text: str) -> bool:
    """Text without control characters and lone surrogates, which some database or printer will choke on."""
    return _UNPRINTABLE.search(text) is None


def is_sandbox_name(text: str) -> bool:
    """What a sandbox can be called: its name stands in addresses, in a header and in names of folders."""
    return len(text) <= 63 and _SANDBOX_NAME.fullmatch(text) is not None
