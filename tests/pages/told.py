"""A sandbox where the story is told up to its submission, with a draft and a begun project beside it."""

from collections.abc import Mapping
from dataclasses import dataclass

from playwright.async_api import BrowserContext
from shentu import Shentu
from shentu.story.acts import UNITS, Story, play
from shentu.story.scene_list import scenes

from tests.pages.hall.filings import Filings
from tests.pages.site import Site
from tests.review.platform import AGENCIES

COMPANIES = {"unit": UNITS["design"], "agency": AGENCIES[0]}
ROAD = {"code": "2403-410105-04-01-123457", "scenario": "municipal"}


@dataclass(frozen=True)
class Told:
    """`names` are what addresses ask for; `cookies` are those of everybody who took part."""

    site: Site
    names: Mapping[str, str]
    cookies: Mapping[str, Mapping[str, str]]

    def address(self, path: str) -> str:
        """With what stands in its braces."""
        return path.format_map(self.names)

    async def be(self, who: str, browser: BrowserContext) -> None:
        """Have the browser be logged in as nobody but this one."""
        for name in {name for cookies in self.cookies.values() for name in cookies}:
            await browser.clear_cookies(name=name)
        mine = self.cookies.get(who, {})
        await browser.add_cookies([{"name": name, "value": mine[name], "url": self.site.url} for name in mine])


def tell(site: Site) -> Told:
    """Play it."""
    with Shentu(site.url, site.sandbox) as visitor:
        story = Story(visitor=visitor, owner=visitor)
        for scene in scenes()[:-1]:
            play(scene, story)
        filings = Filings(site)
        filings.filed(**ROAD)
        filings.filed(**ROAD)  # one to begin, one that waits to be chosen
        visitor.idle()
        platform = story.at_platform
        begun = platform.review.select_project(city_project_id=next(iter(platform.review.list_city_projects()))["id"])
        visitor.sim.set_clock(advance_seconds=60)  # which is a tester's hand
        webhook = visitor.sim.set_webhook(url="http://127.0.0.1:1/hooks", events=["review.*"])["id"]
        visitor.sim.ping_webhook(webhook)
        steps: dict[str, str] = {step["kind"]: step["id"] for step in visitor.journey(story.filing).steps()}
        names = {
            "sandbox": site.sandbox, "journey": story.filing, "leader": story.leader_phone,
            "linked": story.project["id"], "draft": filings.ready(**ROAD), "project": story.review,
            "begun": begun["id"], "webhook": webhook, **steps,
        }  # fmt: skip
        review = {who: visitor.log_in_at_platform(one).token for who, one in COMPANIES.items()}
        cookies = {who: {"shentu_review": token} for who, token in review.items()}
        cookies |= {"hall": {"shentu_portal": story.owner.token}, "platform": {"shentu_review": platform.token}}
        return Told(site, names, cookies)
