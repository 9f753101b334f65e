"""首页 → 技术支持 (S24)."""

from tests.review.platform import Platform


async def test_help_is_there_without_a_login(platform: Platform) -> None:
    documents = (await platform.visitor().get("/support/documents"))["items"]
    assert documents and any("design" in document["audience"] for document in documents)
    for document in documents:
        assert (await platform.visitor().get(f"/support/documents/{document['id']}"))["text"]
    await platform.visitor().refused(404, "not-found", "GET", "/support/documents/nothing")
