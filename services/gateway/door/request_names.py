"""What a request is called in the journal: method and path, without ids, query or anything personal."""

import re

_WORD = re.compile(r"[a-z][a-z-]{0,39}|[A-Z]\d{2}|[a-z]+\.json")
_LONGEST = 12


def request_name(method: str, path: str) -> str:
    """`POST /hall/applications/{…}/confirmation`: every segment that is not a plain word is left out."""
    segments = path.split("/")[1 : _LONGEST + 1]
    return f"{method} /" + "/".join(part if not part or _WORD.fullmatch(part) else "{…}" for part in segments)
