"""Uploaded files are read back, by their owner only."""

import hashlib
from urllib.parse import quote

import pytest

from tests.hall.applicant import Applicant, filed, pdf
from tests.hall.place import Hall, People

NAME = "施工图 总图（二）.pdf"
FILES = {"licence.jpeg": b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(20), NAME: pdf("施工图") * 50_000}


@pytest.mark.parametrize(("name", "media_type"), [("licence.jpeg", "image/jpeg"), (NAME, "application/pdf")])
async def test_a_file_comes_back_as_it_went(owner: Applicant, name: str, media_type: str) -> None:
    path = await owner.draft()
    stored = await owner.upload(path, "M02", name, FILES[name])
    answer = await owner.send("GET", f"{path}/files/{stored['file_id']}/content")
    assert answer.status_code == 200 and answer.content == FILES[name]
    assert answer.headers["content-type"] == media_type
    assert answer.headers["etag"] == f'"{hashlib.sha256(FILES[name]).hexdigest()}"' == f'"{stored["sha256"]}"'
    assert f"filename*=UTF-8''{quote(name)}" in answer.headers["content-disposition"]
    assert answer.headers["sim-journey"] == path.rsplit("/", 1)[1]


async def test_in_parts_and_by_head(owner: Applicant) -> None:
    path = await owner.draft()
    stored = await owner.upload(path, "M12", NAME, FILES[NAME])
    content = f"{path}/files/{stored['file_id']}/content"
    part = await owner.send("GET", content, headers={"Range": "bytes=7-1000006"})
    assert (part.status_code, part.content) == (206, FILES[NAME][7:1000007])
    head = await owner.send("HEAD", content)
    assert (head.status_code, head.headers["content-length"]) == (200, str(len(FILES[NAME])))
    same = await owner.send("GET", content, headers={"If-None-Match": part.headers["etag"]})
    assert same.status_code == 304


async def test_after_the_confirmation_too(owner: Applicant, hall: Hall) -> None:
    path = await owner.ready()
    [file, *_] = (await owner.get(f"{path}/materials"))["items"][0]["files"]
    await filed(owner, hall, path)
    assert (await owner.send("GET", f"{path}/files/{file['file_id']}/content")).is_success


async def test_others_find_nothing(owner: Applicant, people: People) -> None:
    path = await owner.draft()
    other_path = await owner.open((await owner.get(path))["project_id"])
    stored = await owner.upload(path, "M12")
    content = f"/files/{stored['file_id']}/content"
    other, stranger = await people.log_in("91410108MA9XXXX97N"), await people.stranger()
    for method in ("GET", "HEAD"):
        assert (await other.send(method, path + content)).status_code == 404
        assert (await stranger.send(method, path + content)).status_code == 401
    await owner.refused(404, "not-found", "GET", other_path + content)
    await owner.refused(404, "not-found", "GET", f"{path}/files/unheard-of/content")


async def test_bytes_somebody_cleared_away(owner: Applicant, hall: Hall) -> None:
    path = await owner.draft()
    stored = await owner.upload(path, "M12")
    for kept in hall.kept_files():
        kept.unlink()
    problem = await owner.refused(410, "file-gone", "GET", f"{path}/files/{stored['file_id']}/content")
    assert "重新上传" in problem["detail"]
    assert (await owner.send("DELETE", f"{path}/files/{stored['file_id']}")).status_code == 204
