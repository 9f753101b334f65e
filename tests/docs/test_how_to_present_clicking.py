"""docs/how-to/present.md, *Seven minutes by clicking*, as it is written: the tour, and what is done by hand in it."""

import re
from collections.abc import Iterator

import httpx
import pytest
from shentu.story.scene_list import scenes

from tests.journeys import personas, walk
from tests.journeys.client import Client
from tests.pages.visitor import Visitor
from tests.processes import ROOT, Shentu, embedded

PAGE = (ROOT / "docs" / "how-to" / "present.md").read_text("utf-8")
[TOUR] = re.findall(r"<http://127\.0\.0\.1:8000(/console/tour)>", PAGE)
FIFTEEN = 15


class Tour:
    """Somebody on the tour: `play` clicks up to a scene, `look` shows it, `by_hand` is the owner at the API."""

    def __init__(self, visitor: Visitor, url: str) -> None:
        self._visitor = visitor
        self._tour = visitor.post(TOUR, {}).headers["location"]
        self.sandbox = self._tour.split("/")[3]
        self.anyone = Client(url, self.sandbox)
        self.owner = walk.log_in(self.anyone, personas.OWNER.credit_code)

    def play(self, scene: int) -> None:
        answer = self._visitor.post(self._tour, {"scene": scenes()[scene - 1].id})
        assert answer.status_code == 303, answer.text
        assert 'class="tag ok"' in self.look(scene)

    def look(self, scene: int) -> str:
        return self._visitor.get(f"{self._tour}?scene={scenes()[scene - 1].id}").text

    @property
    def application(self) -> str:
        [one] = self.owner.items("/hall/applications")
        return f"/hall/applications/{one['id']}"


@pytest.fixture(scope="module")
def shentu(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shentu]:
    with embedded(tmp_path_factory.mktemp("clicking")) as running:
        yield running


@pytest.fixture
def visitor(shentu: Shentu) -> Iterator[Visitor]:
    visitor = Visitor(shentu.url, "default")
    with visitor.client:
        yield visitor


@pytest.fixture
def tour(visitor: Visitor, shentu: Shentu) -> Iterator[Tour]:
    tour = Tour(visitor, shentu.url)
    yield tour
    tour.anyone.close()


def test_1_the_blank_page_is_explained_by_the_requests(visitor: Visitor) -> None:
    assert "`owner-incomplete`" in PAGE and "`/console/in/default/requests`" in PAGE
    visitor.log_in("owner-incomplete")
    assert "<h1" not in visitor.get("/hall").text
    assert "account-incomplete" in visitor.get("/console/in/default/requests").text


def test_2_to_6_the_tour_goes_on_behind_what_was_done_by_hand(tour: Tour, visitor: Visitor, shentu: Shentu) -> None:
    assert len(scenes()) == FIFTEEN and "one of the fifteen that `make demo` tells" in PAGE
    assert "After scene 6 the code stands on the\n   phone" in PAGE and "goes on with scene 8" in PAGE
    tour.play(6)
    phone = "13800000066"
    code = tour.anyone.items(f"/sim/phones/{phone}/messages")[-1]["vars"]["code"]
    tour.owner.post(f"{tour.application}/confirmation", {"phone": phone, "code": code})
    assert 'class="tag ok"' in tour.look(7), "found done"
    tour.play(8)
    assert "/phones/13800000001" in tour.look(8), "the leader's phone now"
    tour.play(FIFTEEN)
    [journey] = tour.anyone.items("/sim/journeys")
    assert journey["status"] == "in-review"
    trace = f"/console/in/{tour.sandbox}/journeys/{journey['journey']}"
    assert f'src="{trace}"' in visitor.get(f"/console/in/{tour.sandbox}/stage").text, "the newest journey"
    for view in ("", "?view=waterfall"):
        assert visitor.get(trace + view).status_code == 200
    with httpx.Client(base_url=shentu.url, trust_env=False) as anybody:
        assert anybody.get("/sim/journeys").json()["items"] == [], "nothing in `default` changed"


def test_7_a_number_that_fails_on_purpose(tour: Tour) -> None:
    assert "after scene 4 put\n   13800000404" in PAGE and "After scene 7 look at the trace" in PAGE
    tour.play(4)
    form = tour.owner.get(f"{tour.application}/form")["values"]
    form["owner"]["leader_phone"] = "13800000404"
    tour.owner.call("PUT", f"{tour.application}/form", json=form)
    tour.play(7)
    tour.anyone.get("/sim/idle")
    [journey] = tour.anyone.items("/sim/journeys")
    steps = tour.anyone.get(f"/sim/journeys/{journey['journey']}")["steps"]
    [text] = [one for one in steps if one["kind"] == "message" and "account" in one["name"]]
    assert text["status"] == "failed"
    assert journey["status"] == "pushed", "in the province all the same"
