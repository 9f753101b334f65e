"""The client: it reads as the documents do, refusals are exceptions, lists are whole, and the server waits."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from shentu import (
    Conflict,
    Forbidden,
    Invalid,
    NotFound,
    NothingCame,
    NotShentu,
    Shentu,
    ShentuError,
    TimedOut,
    Unauthenticated,
    Unreachable,
)
from shentu.story.acts import OWNER, PROJECT_CODE, PROJECT_NAME, Story, play
from shentu.story.scene_list import PHONE, scenes

UNVERIFIED = "91410105MA9XXXX89G"


def story_up_to(visitor: Shentu, act: str) -> Story:
    """Played by the client, up to this scene and with it."""
    story = Story(visitor=visitor, owner=visitor)
    for scene in scenes():
        play(scene, story)
        if scene.act == act:
            break
    return story


def test_the_whole_story_is_told_by_it(visitor: Shentu) -> None:
    story = story_up_to(visitor, "submit")
    assert story.at_platform.review.read_project(story.review)["status"] == "submitted"
    journey = story.owner.journey()
    assert journey.id == story.filing
    assert journey.wait("review.project.submitted", status="handled")["journey"] == story.filing
    assert "review.project.pushed" in journey.as_("text") and journey.as_("mermaid").startswith("sequenceDiagram")
    assert {step["kind"] for step in journey.steps("event")} == {"event"}


def test_a_refusal_is_an_exception_that_says_what_to_do(visitor: Shentu) -> None:
    owner = visitor.log_in(UNVERIFIED)
    with pytest.raises(Forbidden) as refused:
        owner.hall.link_project(project_code="2403-410105-04-01-200001", project_name="示例商业综合体项目")
    assert refused.value.code == "account-not-verified" and "96500" in refused.value.detail
    assert str(refused.value).startswith("POST /hall/projects/link → 403 account-not-verified: ")
    with pytest.raises(Invalid) as invalid:
        owner.hall.open_application(project_id="x", stage="", matter="", scenario="")
    assert invalid.value.errors[0]["pointer"].startswith("/") and invalid.value.errors[0]["detail"] in str(
        invalid.value
    )
    with pytest.raises(Unauthenticated):
        next(visitor.hall.list_projects())
    with pytest.raises(NotFound):
        owner.hall.read_application("nothing")


def test_an_exception_is_of_its_status(visitor: Shentu) -> None:
    visitor.sim.make_sandbox(name="twice")
    with pytest.raises(Conflict):
        visitor.sim.make_sandbox(name="twice")
    visitor.sim.delete_sandbox("twice")


def test_refusals_speak_the_language_that_is_asked_for(url: str) -> None:
    with Shentu(url, language="en") as visitor, pytest.raises(Unauthenticated) as refused:
        visitor.log_in(OWNER, "wrong")
    assert refused.value.detail.isascii()


def test_a_list_is_whole_however_small_its_pages(visitor: Shentu) -> None:
    names = {visitor.sim.make_sandbox(label="page")["name"] for _ in range(3)}
    assert names <= {one["name"] for one in visitor.sim.list_sandboxes(limit=1)}
    for name in names:
        visitor.sim.delete_sandbox(name)


def test_a_phone_gives_each_text_once(visitor: Shentu) -> None:
    story = story_up_to(visitor, "provide_materials")
    phone = visitor.phone(PHONE)
    story.owner.hall.request_code(story.filing, phone=PHONE)
    code = phone.code()
    assert code in phone.texts()[0]["text"]
    with pytest.raises(NothingCame, match="within 0 s"):
        phone.wait(timeout=0)
    again = visitor.phone(PHONE)
    again.skip()
    with pytest.raises(NothingCame):
        again.wait(timeout=0)


def test_a_wait_in_vain_says_what_did_happen(visitor: Shentu) -> None:
    story_up_to(visitor, "open_application")
    with pytest.raises(TimedOut) as late:
        visitor.wait("review.project.pushed", timeout=0.1)
    assert late.value.code == "wait-timeout" and "events" in late.value.said
    assert visitor.idle()["sandbox"] == visitor.sandbox


def test_a_sandbox_without_a_journey_says_so(visitor: Shentu) -> None:
    with pytest.raises(ShentuError, match="no journey"):
        visitor.journey()


def test_steps_are_followed_as_they_happen(visitor: Shentu) -> None:
    story_up_to(visitor, "open_application")
    steps = visitor.follow(since="start", kind="state")
    assert next(steps)["journey"] == visitor.journey().id


def test_a_stream_goes_on_where_it_broke_off(visitor: Shentu) -> None:
    """The connection is cut after each step."""
    story_up_to(visitor, "fill_form")

    class Cut(httpx.HTTPTransport):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            answer = super().handle_request(request)
            return httpx.Response(answer.status_code, headers=answer.headers, stream=Once(answer), request=request)

    class Once(httpx.SyncByteStream):
        def __init__(self, answer: httpx.Response) -> None:
            self._answer = answer

        def __iter__(self) -> Iterator[bytes]:
            told = b""
            for chunk in self._answer.iter_raw():
                told += chunk
                before, step, after = told.partition(b"event: step")
                if step and b"\n\n" in after:
                    yield before + step + after.partition(b"\n\n")[0] + b"\n\n"
                    raise httpx.ReadError("cut")

        def close(self) -> None:
            self._answer.close()

    whole = [step["id"] for step in visitor.journey().trace()["steps"] if step["kind"] == "state"]
    with Shentu(visitor.url, visitor.sandbox, sim_token="", transport=Cut()) as cut:
        steps = cut.follow(since="start", kind="state")
        assert [next(steps)["id"] for _ in whole] == whole


def test_uploads_are_bytes_files_or_named_bytes(visitor: Shentu, tmp_path: Path) -> None:
    story = story_up_to(visitor, "fill_form")
    hall, pdf = story.owner.hall, b"%PDF-1.4\n%%EOF\n"
    (tmp_path / "图纸.pdf").write_bytes(pdf)
    material = next(hall.list_materials(story.filing))["code"]
    stored = [
        hall.upload_material(story.filing, material, file) for file in (pdf, tmp_path / "图纸.pdf", ("a.pdf", pdf))
    ]
    assert [one["name"] for one in stored] == ["file.pdf", "图纸.pdf", "a.pdf"]
    assert hall.download_file(story.filing, stored[0]["file_id"]) == pdf


def test_the_environment_says_where(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHENTU_URL", url + "/")
    with Shentu() as visitor:
        assert visitor.url == url and visitor.sim.read_clock()["frozen"] is False


def test_a_proxy_is_not_asked_for_this_machine(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    with Shentu(url) as visitor:
        assert visitor.sandbox == "default" and visitor.sim.read_clock()


@pytest.mark.parametrize("address", ["http://127.0.0.1:9", "127.0.0.1:8000", "http://[::1"])
def test_where_nobody_answers_it_says_so(address: str) -> None:
    with pytest.raises(Unreachable, match="does not answer"):
        Shentu(address).sim.read_clock()


def test_what_is_not_shentu_is_not_talked_to() -> None:
    stranger = httpx.MockTransport(lambda request: httpx.Response(200, json={}))
    with pytest.raises(NotShentu, match="something else"):
        Shentu("http://stranger", transport=stranger).log_in(OWNER)


def test_a_project_is_linked_as_the_readme_says(visitor: Shentu) -> None:
    owner = visitor.log_in(OWNER)
    assert owner.token and owner.sandbox == visitor.sandbox
    linked = owner.hall.link_project(project_code=PROJECT_CODE, project_name=PROJECT_NAME)
    assert [one["id"] for one in owner.hall.list_projects()] == [linked["id"]]
