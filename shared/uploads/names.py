"""What a part of a form is called, and its file, as the programs out there write it.

Browsers send the name in bytes of UTF-8, old ones in those of their system (GBK in China); .NET sends it encoded as in
mail (RFC 2047) and once more as RFC 5987 has it; others only so, or with per cent signs. All of it is read as meant.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from urllib.parse import unquote_to_bytes

_PARAMETER = re.compile(r';\s*([^\s=;"]+)\s*=\s*("(?:[^"\\]|\\.)*"|[^;]*)')
_ESCAPED = re.compile(r'\\(["\\])')
_PIECE = re.compile(r"(filename)\*(\d+)(\*?)")
_ENCODED_WORDS = re.compile(r"=\?[\w-]+\?[bBqQ]\?[^?]*\?=(?:\s+=\?[\w-]+\?[bBqQ]\?[^?]*\?=)*", re.ASCII)
_PERCENT = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")


@dataclass(frozen=True, slots=True)
class Disposition:
    """A part's Content-Disposition: the field's name, and the file's when it has one (empty, if it says so)."""

    field: str | None
    file: str | None


def read_disposition(header: bytes) -> Disposition:
    """Read a header; what cannot be read at all is left as it stands."""
    given = {key.lower(): _unquoted(value) for key, value in _PARAMETER.findall(_text(header))}
    field = given.get("name")
    return Disposition(None if field is None else _as_meant(field), _file_name(_joined(given)))


def _text(header: bytes) -> str:
    """UTF-8, else GB 18030 (of which GBK and GB 2312 are parts), else bytes as they are."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return header.decode(encoding)
        except UnicodeDecodeError:
            continue
    return header.decode("latin-1")


def _unquoted(value: str) -> str:
    value = value.strip()
    if not value.startswith('"'):
        return value
    inner = value[1:-1] if value.endswith('"') and len(value) > 1 else value[1:]
    return _ESCAPED.sub(r"\1", inner)


def _joined(given: Mapping[str, str]) -> dict[str, str]:
    """Names in pieces (RFC 2231: filename*0*, filename*1 …) put together."""
    pieces = sorted((int(match[2][:9]), value) for key, value in given.items() if (match := _PIECE.fullmatch(key)))
    if not pieces:
        return dict(given)
    encoded = any(key.endswith("*") for key in given if _PIECE.fullmatch(key))
    return {**given, "filename*" if encoded else "filename": "".join(value for _, value in pieces)}


def _file_name(given: Mapping[str, str]) -> str | None:
    plain = given.get("filename")
    extended = _extended(given.get("filename*", ""))
    name = extended or (None if plain is None else _as_meant(plain))
    return None if name is None else unicodedata.normalize("NFC", name)


def _extended(value: str) -> str | None:
    """`UTF-8''%E5%9B%BE.pdf` (RFC 5987); None when it is none, or in an encoding nobody knows."""
    charset, _, rest = value.partition("'")
    _, quote, encoded = rest.partition("'")
    if not quote:
        return None
    try:
        return unquote_to_bytes(encoded).decode(charset or "utf-8")
    except (LookupError, UnicodeDecodeError):
        return None


def _as_meant(value: str) -> str:
    if _ENCODED_WORDS.search(value):
        return _ENCODED_WORDS.sub(_words, value)
    # Browsers write quotes and ends of lines of a name so (HTML, multipart/form-data), some programs all of it.
    return _PERCENT.sub(_decoded, value.replace("%22", '"').replace("%0D", "\r").replace("%0A", "\n"))


def _words(match: re.Match[str]) -> str:
    try:
        return str(make_header(decode_header(match[0]))) or match[0]
    except (LookupError, UnicodeDecodeError, HeaderParseError, ValueError):
        return match[0]


def _decoded(match: re.Match[str]) -> str:
    try:
        return unquote_to_bytes(match[0]).decode("utf-8")
    except UnicodeDecodeError:
        return match[0]
