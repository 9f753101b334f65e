"""首页 → 技术支持 (S24): help to read here, and to download as files."""

from hashlib import sha256
from urllib.parse import unquote

import pytest

from services.review.rules.support import DOCUMENTS
from tests.review.platform import Platform


async def test_help_is_there_without_a_login(platform: Platform) -> None:
    documents = (await platform.visitor().get("/support/documents"))["items"]
    assert documents and any("design" in document["audience"] for document in documents)
    for document in documents:
        assert (await platform.visitor().get(f"/support/documents/{document['id']}"))["text"]
    await platform.visitor().refused(404, "not-found", "GET", "/support/documents/nothing")
    await platform.visitor().refused(404, "not-found", "GET", "/support/documents/nothing/content")


@pytest.mark.parametrize("role", ["owner", "survey", "design", "agency"])
async def test_each_role_has_its_own(platform: Platform, role: str) -> None:
    mine = (await platform.visitor().get(f"/support/documents?audience={role}"))["items"]
    assert all(role in document["audience"] for document in mine)
    assert any(document["audience"] == [role] for document in mine)
    titles, english = ("".join(document[key] for document in mine) for key in ("title", "title_en"))
    assert english.isascii() and (role != "survey" or "Survey unit's manual" in english)
    assert role == "agency" or "意见回复" in titles
    assert role in ("agency", "owner") or "签章" in titles


@pytest.mark.parametrize("document", DOCUMENTS)
async def test_a_document_is_a_file_to_download(platform: Platform, document: str) -> None:
    shown = await platform.visitor().get(f"/support/documents/{document}")
    answer = await platform.visitor().send("GET", shown["content"].removeprefix("/review"))
    assert answer.status_code == 200
    assert answer.headers["content-type"] == shown["media_type"] == "text/markdown; charset=utf-8"
    kind, _, encoded = answer.headers["content-disposition"].partition("filename*=UTF-8''")
    assert kind.startswith("attachment;") and unquote(encoded) == shown["file"] and shown["file"].endswith(".md")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"] == "sandbox"
    assert answer.headers["etag"] == f'"{sha256(answer.content).hexdigest()}"'
    assert int(answer.headers["content-length"]) == shown["size"] == len(answer.content)
    assert answer.content.decode() == shown["text"]
    assert shown["text"].startswith("# ") and "模拟" in shown["text"]
    assert "/review/" not in shown["text"] and "POST" not in shown["text"], "written for people"
