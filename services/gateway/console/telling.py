"""The story of the tour, told through the public API in a thread of its own: it speaks HTTP, and waits."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import httpx
from starlette.types import ASGIApp

from services.gateway.console.through import ThroughTheDoor
from services.story.caller import Caller, Refused
from services.story.recall import next_scene, page_of, phone_of, recall
from services.story.scene_list import Scene, scenes
from services.story.scenes import Story, play

ADDRESS = "http://shentu"


@dataclass(frozen=True, slots=True)
class Told:
    """How far the story is, where a scene is looked at, and the tokens the story leaves; `refused` says what is in
    its way."""

    next: int = 0
    page: str = ""
    phone: str = ""
    journey: str = ""
    owner: str = ""
    platform: str = ""
    refused: str = ""


async def look(door: ASGIApp, headers: Mapping[str, str], sandbox: str, platform: str, scene: Scene) -> Told:
    """Where `scene` is looked at. `platform` is the token of the story's login there, empty for none."""

    def tell(visitor: Caller) -> Told:
        story = recall(visitor, platform)
        journey = story.application.get("id", "")
        return Told(next_scene(story), page_of(scene, story), phone_of(scene, story), journey)

    return await _away(door, headers, sandbox, tell)


async def go_on(door: ASGIApp, headers: Mapping[str, str], sandbox: str, platform: str, last: int) -> Told:
    """Play up to the scene in place `last`, but for what was played before or done by hand."""

    def tell(visitor: Caller) -> Told:
        story = recall(visitor, platform)
        for scene in scenes()[next_scene(story) : last + 1]:
            play(scene, story)
        return Told(owner=story.owner.token, platform=_token(story))

    return await _away(door, headers, sandbox, tell)


def _token(story: Story) -> str:
    return story.platform.token if story.platform else ""


async def _away(door: ASGIApp, headers: Mapping[str, str], sandbox: str, tell: Callable[[Caller], Told]) -> Told:
    transport = ThroughTheDoor(door, asyncio.get_running_loop())

    def run() -> Told:
        with httpx.Client(base_url=ADDRESS, headers=headers, timeout=60, transport=transport) as http:
            try:
                return tell(Caller(http, sandbox))
            except Refused as refused:
                return Told(refused=str(refused))

    return await asyncio.to_thread(run)
