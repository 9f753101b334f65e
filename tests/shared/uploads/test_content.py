"""Files are told by what is in them: as readers of these types do, no stricter and no laxer."""

import io
import struct
import zipfile
from collections.abc import Iterable

import pytest

from shared.uploads.file_types import FILE_TYPES, ending_of, is_of, type_by_name


def archive(*members: str, compression: int = zipfile.ZIP_STORED, before: bytes = b"", comment: bytes = b"") -> bytes:
    packed = io.BytesIO()
    packed.write(before)
    with zipfile.ZipFile(packed, "a", compression) as made:
        made.comment = comment
        for member in members:
            made.writestr(zipfile.ZipInfo(member), "<ofd:OFD/>", compression)  # without the time, which shows in names
    return packed.getvalue()


def found(content: bytes, key: str) -> bool:
    return is_of(FILE_TYPES[key], io.BytesIO(content))


PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
TRUE = {
    "pdf": [PDF, b"\xef\xbb\xbf" + PDF, b"\r\n" + PDF, b"\n\n\n" + PDF, b" " * 1023 + PDF,
            b"\x1b%-12345X@PJL ENTER LANGUAGE=PDF\r\n" + PDF],
    "jpg": [b"\xff\xd8\xff\xe0\x00\x10JFIF\0", b"\xff\xd8\xff\xe1\x1c\x45Exif\0", b"\xff\xd8\xff\xdb\0C\0",
            b"\xff\xd8\xff\xee\0\x0eAdobe"],
    "png": [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"],
    "dwg": [version.encode() + b"\0" * 7 for version in FILE_TYPES["dwg"].versions],
    "zip": [archive("a.txt"), archive()],
    "ofd": [archive("OFD.xml"), archive("Doc_0/Document.xml", "OFD.xml", compression=zipfile.ZIP_DEFLATED),
            archive("OFD.xml", comment=b"made by a test"), archive("OFD.xml", before=b"something before it")],
}  # fmt: skip


def cases(of: dict[str, list[bytes]]) -> Iterable[tuple[str, bytes]]:
    return [(key, content) for key, contents in of.items() for content in contents]


@pytest.mark.parametrize(("key", "content"), cases(TRUE))
def test_true_ones(key: str, content: bytes) -> None:
    assert found(content, key)


@pytest.mark.parametrize("key", FILE_TYPES)
def test_every_type_has_true_ones_and_is_not_taken_for_another(key: str) -> None:
    for other, contents in TRUE.items():
        if other != key and (other, key) not in {("ofd", "zip")}:
            assert not any(found(content, key) for content in contents), other


@pytest.mark.parametrize(
    ("key", "content"),
    [
        ("pdf", b" " * 1024 + PDF),
        ("pdf", b"%PD"),
        ("pdf", b"MZ\x90\0\3" + bytes(100)),
        ("pdf", b"\x89PNG\r\n\x1a\n"),
        ("pdf", b"<html>"),
        ("jpg", PDF),
        ("png", b"\xff\xd8\xff\xe0\x00\x10JFIF"),
        ("dwg", b"AC1099\0"),
        ("dwg", b"AC10"),
        ("dwg", b"  0\r\nSECTION\r\n"),
        ("dwg", PDF),
        ("zip", PDF),
        ("ofd", archive("word/document.xml")),
        ("ofd", archive("Doc_0/OFD.xml")),
        ("ofd", archive()),
        ("ofd", archive("OFD.xml")[:-30]),
        ("ofd", b"PK\x03\x04 no archive at all"),
        ("ofd", b"PK\x05\x06"),
        ("ofd", b"PK\x05\x06" + b"\xff" * 18),
        ("ofd", PDF),
        *((key, b"") for key in FILE_TYPES),
        *((key, b"\0") for key in FILE_TYPES),
        *((key, "一个文本文件".encode()) for key in FILE_TYPES),
    ],
)
def test_false_ones(key: str, content: bytes) -> None:
    assert not found(content, key)


class Counted(io.BytesIO):
    """Tells how much was read of it."""

    taken = 0

    def read(self, size: int | None = -1, /) -> bytes:
        piece = super().read(size)
        self.taken += len(piece)
        return piece


def test_a_bomb_is_not_unpacked() -> None:
    """A hundred megabytes of nothing in a hundred kilobytes; and nobody reads even those."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("bomb", bytes(100_000_000))
        made.writestr("OFD.xml", "<ofd:OFD/>")
    content = Counted(packed.getvalue())
    assert is_of(FILE_TYPES["ofd"], content)
    assert content.taken < 80_000


def test_a_list_without_an_end_is_not_read_to_it() -> None:
    entry = b"PK\x01\x02" + bytes(24) + struct.pack("<HHH", 1, 0, 0) + bytes(12) + b"x"
    end = b"PK\x05\x06" + bytes(8) + struct.pack("<II", len(entry) * 500_000, 0) + bytes(2)
    content = Counted(entry * 500_000 + end)
    assert not is_of(FILE_TYPES["ofd"], content)
    assert content.taken < 2_000_000


@pytest.mark.parametrize("key", FILE_TYPES)
def test_a_name_claims_a_type(key: str) -> None:
    for ending in FILE_TYPES[key].endings:
        assert type_by_name(f"图纸{ending.upper()}", FILE_TYPES) is FILE_TYPES[key]


@pytest.mark.parametrize("name", ["x.exe", "x.pdf.exe", "pdf", "x.", "", "x.html", "x.svg", "x.docx"])
def test_other_endings_are_not_taken(name: str) -> None:
    assert type_by_name(name, FILE_TYPES) is None


def test_only_what_is_allowed() -> None:
    assert type_by_name("x.dwg", ("pdf", "ofd")) is None


@pytest.mark.parametrize(("name", "ending"), [("a.PDF", ".pdf"), ("a", ""), (".pdf", ""), ("a.tar.zip", ".zip")])
def test_endings(name: str, ending: str) -> None:
    assert ending_of(name) == ending
