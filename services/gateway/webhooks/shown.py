"""What is kept of a receiver's answer: strangers wrote it, so nothing secret or personal stays in it."""

import json

from shared.masking import mask, scrub

_BINARY = "\N{REPLACEMENT CHARACTER}"


def answer_shown(said: bytes, media_type: str, most: int) -> tuple[str, bool]:
    """The beginning of the body as text, and whether that is not all."""
    cut = len(said) > most
    text = said[:most].decode("utf-8", "replace").replace("\0", _BINARY)
    if "json" in media_type.lower() and not cut:
        try:
            shown = json.dumps(mask(json.loads(text)), ensure_ascii=False)
            return shown.encode("utf-8", "replace").decode(), False  # half a surrogate pair cannot be written down
        except (ValueError, RecursionError):
            return scrub(text), cut
    return scrub(text), cut
