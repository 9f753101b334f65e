"""Uploads that are no files, not the files they say they are, or too large."""

import pytest

from tests.journeys import walk
from tests.journeys.bad_input.refusing import refused

BAD_FILES = {
    "any ZIP named .ofd": ("a.ofd", walk.archive("word/document.xml"), "application/ofd"),
    "a header too far behind": ("a.pdf", b" " * 1024 + walk.pdf("x"), "application/pdf"),
    "a program named .pdf": ("a.pdf", b"MZ\x90\x00" + b"\x00" * 100, "application/pdf"),
    "a script named .pdf": ("a.pdf", b"#!/bin/sh\nrm -rf /\n", "application/pdf"),
    "nothing": ("a.pdf", b"", "application/pdf"),
    "a type not allowed": ("a.exe", b"MZ\x90\x00", "application/octet-stream"),
    "HTML": ("a.html", b"<html><script>alert(1)</script></html>", "text/html"),
    "a picture named .pdf": ("a.pdf", b"\x89PNG\r\n\x1a\n" + b"\x00" * 20, "application/pdf"),
    "no name": ("", walk.pdf("x"), "application/pdf"),
}


@pytest.mark.parametrize("what", BAD_FILES)
def test_files_that_are_not_what_they_say(filing: walk.Filing, what: str) -> None:
    path = f"{filing.path}/materials"
    before = filing.owner.items(path)
    problem = refused(filing.owner, "POST", f"{path}/M01/files", files={"file": BAD_FILES[what]})
    assert problem["status"] == 422
    assert filing.owner.items(path) == before


@pytest.mark.parametrize(
    "name", ["../../../../etc/passwd.pdf", "..\\..\\x.pdf", "/etc/x.pdf", "a\x00b.pdf", "é" * 400 + ".pdf"]
)
def test_a_clients_path_is_never_used(filing: walk.Filing, name: str) -> None:
    path = f"{filing.path}/materials/M01/files"
    stored = filing.owner.upload(path, (name, walk.pdf("x"), "application/pdf"))
    assert "/" not in stored["name"] and "\\" not in stored["name"] and ".." not in stored["file_id"]
    filing.owner.call("DELETE", f"{filing.path}/materials/M01/files/{stored['file_id']}", 204)


def test_uploads_without_a_file(filing: walk.Filing) -> None:
    path = f"{filing.path}/materials/M01/files"
    refused(filing.owner, "POST", path, data={"file": "not a file"})
    refused(filing.owner, "POST", path, files={"other": ("a.pdf", walk.pdf("x"), "application/pdf")})
    refused(
        filing.owner,
        "POST",
        path,
        content=b"--x\r\ngarbage",
        headers={"Content-Type": "multipart/form-data; boundary=x"},
    )
    refused(filing.owner, "POST", path, content=b"x", headers={"Content-Type": "multipart/form-data"})
    refused(filing.owner, "POST", path, json={"file": "x"})
    refused(
        filing.owner,
        "POST",
        f"{filing.path}/materials/M99/files",
        files={"file": ("a.pdf", walk.pdf("x"), "application/pdf")},
    )


def test_a_file_too_large(filing: walk.Filing) -> None:
    """Streamed, cut off at the limit, and the limit is named."""
    big = ("a.pdf", walk.pdf("big") + b"\x00" * (51 * 1024 * 1024), "application/pdf")
    response = filing.owner.send("POST", f"{filing.path}/materials/M01/files", files={"file": big})
    assert response.status_code == 413, response.text
    assert "50" in response.json()["detail"]


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + walk.pdf("mark"),
        b"\r\n" + walk.pdf("line"),
        b"\n" * 1023 + walk.pdf("lines"),
        walk.pdf("bare"),
    ],
    ids=["a mark of byte order", "a line end", "1,023 bytes", "nothing"],
)
def test_a_pdf_with_something_before_its_header(filing: walk.Filing, content: bytes) -> None:
    path = f"{filing.path}/materials/M01/files"
    stored = filing.owner.call("POST", path, files={"file": ("a.pdf", content, "application/pdf")})
    assert filing.owner.send("GET", f"{filing.path}/files/{stored['file_id']}/content").content == content
    filing.owner.call("DELETE", f"{filing.path}/files/{stored['file_id']}")


def test_an_ofd_is_taken(filing: walk.Filing) -> None:
    path = f"{filing.path}/materials/M01/files"
    ofd = ("审查.ofd", walk.archive("OFD.xml", "Doc_0/Document.xml"), "application/octet-stream")
    stored = filing.owner.call("POST", path, files={"file": ofd})
    assert (stored["name"], stored["type"]) == ("审查.ofd", "ofd")
    filing.owner.call("DELETE", f"{filing.path}/files/{stored['file_id']}")


@pytest.mark.parametrize(
    "how",
    [
        b"filename=\"=?utf-8?B?5pa95bel5Zu+LnBkZg==?=\"; filename*=utf-8''%E6%96%BD%E5%B7%A5%E5%9B%BE.pdf",
        b"filename*=UTF-8''%E6%96%BD%E5%B7%A5%E5%9B%BE.pdf",
        'filename="施工图.pdf"'.encode("gbk"),
        'filename="施工图.pdf"'.encode(),
    ],
    ids=[".NET", "RFC 5987 alone", "GBK", "UTF-8"],
)
def test_a_name_as_clients_send_it(filing: walk.Filing, how: bytes) -> None:
    """It comes back as it was meant, from the upload and at the download."""
    stored = filing.owner.call("POST", f"{filing.path}/materials/M01/files", content=form(how), headers=HEADERS)
    assert stored["name"] == "施工图.pdf"
    answer = filing.owner.send("GET", f"{filing.path}/files/{stored['file_id']}/content")
    assert "filename*=UTF-8''%E6%96%BD%E5%B7%A5%E5%9B%BE.pdf" in answer.headers["content-disposition"]
    filing.owner.call("DELETE", f"{filing.path}/files/{stored['file_id']}")


HEADERS = {"Content-Type": "multipart/form-data; boundary=x"}


def form(*names: bytes, end: bytes = b"--x--\r\n") -> bytes:
    """A form with a file of each of these names."""
    head = b'--x\r\nContent-Disposition: form-data; name="file"; %s\r\nContent-Type: application/pdf\r\n\r\n%s\r\n'
    return b"".join(head % (name, walk.pdf("x")) for name in names) + end


def test_several_files_at_once(filing: walk.Filing) -> None:
    path = f"{filing.path}/materials"
    before = filing.owner.items(path)
    body = form(*(b'filename="%d.pdf"' % number for number in range(3)))
    problem = refused(filing.owner, "POST", f"{path}/M01/files", content=body, headers=HEADERS)
    assert [(error["pointer"], error["code"]) for error in problem["errors"]] == [("/file", "field-repeated")]
    assert filing.owner.items(path) == before


def test_a_broken_form_is_called_one(filing: walk.Filing) -> None:
    path = f"{filing.path}/materials/M01/files"
    for body in (b"--x\r\ngarbage", form(b'filename="a.pdf"', end=b""), b"", b'{"file": "x"}'):
        problem = refused(filing.owner, "POST", path, content=body, headers=HEADERS)
        assert (problem["status"], problem["code"]) == (400, "multipart-malformed")
        assert "multipart" in problem["detail"] and "JSON" not in problem["detail"]


def test_files_come_back(filing: walk.Filing) -> None:
    """A large one, whole and in part, through whatever stands between."""
    content = walk.pdf("large") + bytes(range(256)) * 40_000
    file = {"file": ("总图.pdf", content, "application/pdf")}
    stored = filing.owner.call("POST", f"{filing.path}/materials/M01/files", files=file)
    place = f"{filing.path}/files/{stored['file_id']}/content"
    whole = filing.owner.send("GET", place)
    assert (whole.status_code, whole.content) == (200, content)
    assert whole.headers["content-type"] == "application/pdf"
    assert whole.headers["content-security-policy"] == "sandbox"
    assert whole.headers["etag"] == f'"{stored["sha256"]}"'
    part = filing.owner.send("GET", place, headers={"Range": "bytes=1000-1999"})
    assert (part.status_code, part.content) == (206, content[1000:2000])
    head = filing.owner.send("HEAD", place)
    assert (head.status_code, head.content, head.headers["content-length"]) == (200, b"", str(len(content)))
    same = filing.owner.send("GET", place, headers={"If-None-Match": whole.headers["etag"]})
    assert (same.status_code, same.content) == (304, b"")
    filing.owner.refused(416, "range-not-satisfiable", "GET", place, headers={"Range": f"bytes={len(content)}-"})
    filing.owner.call("DELETE", f"{filing.path}/files/{stored['file_id']}")
    filing.owner.refused(404, "not-found", "GET", place)
