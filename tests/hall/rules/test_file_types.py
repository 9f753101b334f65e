"""Telling files by ending and first bytes."""

import pytest

from services.hall.rules.file_types import FILE_TYPES, ending_of, type_by_name

FIRST_BYTES = {
    "pdf": b"%PDF-1.7\n",
    "ofd": b"PK\x03\x04\x14\x00",
    "jpg": b"\xff\xd8\xff\xe0\x00\x10JFIF",
    "png": b"\x89PNG\r\n\x1a\n",
    "dwg": b"AC1027\x00",
    "zip": b"PK\x03\x04\x14\x00",
}


@pytest.mark.parametrize("key", FILE_TYPES)
def test_a_type_is_known_by_both(key: str) -> None:
    kind = type_by_name(f"图纸.{key.upper()}", FILE_TYPES)
    assert kind is FILE_TYPES[key] and kind.is_begun_by(FIRST_BYTES[key])
    assert not kind.is_begun_by(b"MZ\x90\x00") and not kind.is_begun_by(b"")


@pytest.mark.parametrize("name", ["x.exe", "x.pdf.exe", "pdf", "x.", "", "x.html", "x.svg", "x.docx"])
def test_other_endings_are_not_taken(name: str) -> None:
    assert type_by_name(name, FILE_TYPES) is None


def test_a_material_takes_only_its_own_types() -> None:
    assert type_by_name("x.dwg", ("pdf", "ofd")) is None


@pytest.mark.parametrize(("name", "ending"), [("a.PDF", ".pdf"), ("a", ""), (".pdf", ""), ("a.tar.zip", ".zip")])
def test_endings(name: str, ending: str) -> None:
    assert ending_of(name) == ending
