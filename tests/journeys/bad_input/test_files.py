"""Uploads that are no files, not the files they say they are, or too large."""

import pytest

from tests.journeys import walk
from tests.journeys.bad_input.refusing import refused

BAD_FILES = {
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
    response = filing.owner.send("POST", path, files={"file": (name, walk.pdf("x"), "application/pdf")})
    if response.is_success:
        stored = response.json()
        assert "/" not in stored["name"] and "\\" not in stored["name"] and ".." not in stored["file_id"]
        filing.owner.call("DELETE", f"{filing.path}/materials/M01/files/{stored['file_id']}")
    else:
        assert response.status_code in (400, 415, 422), response.text


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
