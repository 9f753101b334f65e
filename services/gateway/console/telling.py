"""The story of the tour, told by the client through the public API, in a thread of its own: it speaks HTTP, and waits.

The only module of the server that knows the client; it is loaded with the first tour.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from shentu import Problem, Shentu
from shentu.story.acts import Story, play
from shentu.story.failures import NothingWentWrong, go_wrong, mend
from shentu.story.recall import next_scene, page_of, phone_of, recall
from shentu.story.scene_list import PHONE, Failure, Scene, failures, scenes

from services.gateway.console.through import ThroughTheDoor
from shared.errors import NotFound
from shared.http.host import host_of
from shared.pages.place import SIM
from shared.pages.visit import Visit

__all__ = [
    "Failure",
    "Scene",
    "Told",
    "failure_of",
    "failures",
    "go_on",
    "look",
    "look_at",
    "place_of",
    "provoke",
    "scenes",
]

ADDRESS = "http://shentu"


@dataclass(frozen=True, slots=True)
class Told:
    """How far the story is, where a scene is looked at, and the tokens the story leaves; `refused` says what is in
    its way."""

    next: int = 0
    page: str = "/hall"
    phone: str = PHONE
    journey: str = ""
    owner: str = ""
    platform: str = ""
    refused: str = ""


def place_of(asked: str) -> int:
    """Of the scene with this id in the list. Raises NotFound."""
    found = [place for place, scene in enumerate(scenes()) if scene.id == asked]
    if not found:
        raise NotFound
    return found[0]


def failure_of(asked: str) -> Failure:
    """The one with this id. Raises NotFound."""
    found = next((one for one in failures() if one.id == asked), None)
    if found is None:
        raise NotFound
    return found


async def look_at(visit: Visit, platform: str, failure: Failure, mended: bool) -> Told:
    """Where a failure is looked at, once it went wrong or, if it is `mended`, went on."""

    def tell(visitor: Shentu) -> Told:
        story = recall(visitor, platform)
        page = page_of(failure.mended if mended else failure.page, story)
        return Told(page=page, phone=story.leader_phone or PHONE, journey=story.application.get("id", ""))

    return await _away(visit, tell)


async def provoke(visit: Visit, platform: str, failure: Failure, mended: bool) -> Told:
    """Play up to where it goes wrong, and have it go wrong; or have it go on."""

    def tell(visitor: Shentu) -> Told:
        story = recall(visitor, platform)
        last = place_of(failure.after) if failure.after else -1
        for scene in scenes()[next_scene(story) : last + 1] if not mended else ():
            play(scene, story)
        (mend if mended else go_wrong)(failure, story)
        return Told(owner=story.owner.token, platform=_token(story))

    return await _away(visit, tell)


async def look(visit: Visit, platform: str, scene: Scene) -> Told:
    """Where `scene` is looked at. `platform` is the token of the story's login there, empty for none."""

    def tell(visitor: Shentu) -> Told:
        story = recall(visitor, platform)
        journey = story.application.get("id", "")
        return Told(next_scene(story), page_of(scene.page, story), phone_of(scene, story), journey)

    return await _away(visit, tell)


async def go_on(visit: Visit, platform: str, last: int) -> Told:
    """Play up to the scene in place `last`, but for what was played before or done by hand."""

    def tell(visitor: Shentu) -> Told:
        story = recall(visitor, platform)
        for scene in scenes()[next_scene(story) : last + 1]:
            play(scene, story)
        return Told(owner=story.owner.token, platform=_token(story))

    return await _away(visit, tell)


def _token(story: Story) -> str:
    return story.platform.token if story.platform else ""


async def _away(visit: Visit, tell: Callable[[Shentu], Told]) -> Told:
    transport = ThroughTheDoor(host_of(visit.request).api.state.door, asyncio.get_running_loop())

    def run() -> Told:
        with Shentu(
            ADDRESS, visit.sandbox, sim_token=visit.token_of(SIM), language=visit.language, transport=transport
        ) as visitor:
            try:
                return tell(visitor)
            except Problem as refused:
                return Told(refused=str(refused))
            except NothingWentWrong:
                return Told(refused=visit.place.words.t("tour.not_refused"))

    return await asyncio.to_thread(run)
