"""Build applications: ask hall and platform to take the steps, and wait between them for what the services tell one
another."""

from collections.abc import Mapping, Sequence

from services.gateway.hands.hand import Hand
from services.gateway.instruments.applications.errors import StageNotReached
from services.gateway.instruments.applications.settled import settled, still_moving
from services.gateway.instruments.applications.show import BuildApplications, BuiltApplication, LinksView, OwnerView
from services.gateway.instruments.applications.stage import Stage, hall_stage, is_pushed, review_stage
from services.gateway.peers.asking import Peers
from services.gateway.peers.watch import Caller
from services.gateway.portal.procedures.stand_in import StandIn, stand_in
from services.gateway.portal.procedures.tokens import Issuer
from services.gateway.portal.seed import personas
from shared.context import current
from shared.identifiers import new_id
from shared.instruments.contract.built import (
    BUILD_FILINGS,
    BUILD_REVIEWS,
    BUILT_FILINGS,
    Filer,
    FilingBuilt,
    FilingsWanted,
    ReviewsBuilt,
    ReviewsWanted,
)
from shared.instruments.contract.said import Ids
from shared.instruments.contract.texts import TEXTS, TextsAsked

NEW_PASSWORD = "Zhengzhou#2026"
"""What the texted password is changed into, as the first login demands."""
WITH_PASSWORD = "account-created"
WORK_SECONDS = 60.0
Causes = Mapping[str, str]
"""By the id of each application the step of the hand that builds it."""


async def build(
    caller: Caller, hand: Hand, issuer: Issuer, peers: Peers, wanted: BuildApplications, seconds: float
) -> list[BuiltApplication]:
    """As many as wanted, as far as wanted. Raises RequestInvalid, StageNotReached, and what a service refuses."""
    owner = await stand_in(hand.store, issuer, wanted.credit_code)
    causes = {new_id(): new_id() for _ in range(wanted.count or 1)}
    facts = wanted.model_dump(include={"stage", "scenario", "credit_code", "count"}, exclude_none=True)
    async with hand.does("application.built", **facts) as done:
        filings = await _file(peers, owner, causes, wanted)
        await done.began(causes)  # not before: what is refused has no journey
        reviews = ReviewsBuilt(items=[])
        if is_pushed(wanted.stage):
            reviews = await _review(caller, peers, filings[0], causes, wanted.stage, seconds)
            filings = (await peers.ask("hall", BUILT_FILINGS, Ids(items=list(causes)))).items
        return [_shown(wanted, owner, filing, reviews) for filing in filings]


async def _file(peers: Peers, owner: StandIn, causes: Causes, wanted: BuildApplications) -> Sequence[FilingBuilt]:
    asked = FilingsWanted(
        filer=Filer.model_validate(owner.data), stage=hall_stage(wanted.stage), scenario=wanted.scenario,
        project_code=wanted.project_code, leader_phone=wanted.leader_phone, causes=dict(causes),
    )  # fmt: skip
    return (await peers.ask("hall", BUILD_FILINGS, asked, seconds=WORK_SECONDS)).items


async def _review(
    caller: Caller, peers: Peers, filing: FilingBuilt, causes: Causes, stage: Stage, seconds: float
) -> ReviewsBuilt:
    """Once all have arrived there; and once the city has heard what became of them."""
    journeys = list(causes)
    await settled(caller, peers, journeys, seconds)
    passwords = [*await _texted(peers, filing), NEW_PASSWORD, personas()["password"]]
    wanted = ReviewsWanted(causes=dict(causes), passwords=passwords, new_password=NEW_PASSWORD)
    looked_at = await peers.ask("review", BUILD_REVIEWS, wanted)
    if lacking := {*causes} - {one.application_id for one in looked_at.items}:
        raise await _not_reached(peers, sorted(lacking), stage, seconds)
    if (upto := review_stage(stage)) is None:
        return looked_at
    further = wanted.model_copy(update={"stage": upto})
    built = await peers.ask("review", BUILD_REVIEWS, further, seconds=WORK_SECONDS)
    await settled(caller, peers, journeys, seconds)
    return built


async def _not_reached(peers: Peers, journeys: Sequence[str], stage: str, seconds: float) -> StageNotReached:
    pending = [one.model_dump(mode="json", exclude_none=True) for one in await still_moving(peers, journeys)]
    extra = {"journeys": list(journeys), "pending": pending}
    return StageNotReached(count=len(journeys), stage=stage, timeout=f"{seconds:g}", extra=extra)


async def _texted(peers: Peers, filing: FilingBuilt) -> list[str]:
    """Passwords that came to the leader's phone, the newest first: only the phone shows them."""
    if filing.leader_phone is None:
        return []
    texts = await peers.ask("sms", TEXTS, TextsAsked(to=filing.leader_phone, template=WITH_PASSWORD))
    return [text.vars["initial_password"] for text in reversed(texts.items) if "initial_password" in text.vars]


def _shown(wanted: BuildApplications, owner: StandIn, filing: FilingBuilt, reviews: ReviewsBuilt) -> BuiltApplication:
    review = next((one for one in reviews.items if one.application_id == filing.application_id), None)
    code, journey = owner.data["credit_code"], filing.application_id
    inside = f"/console/in/{current().sandbox}"
    return BuiltApplication(
        **filing.model_dump(),
        stage=wanted.stage,
        journey=journey,
        owner=OwnerView(credit_code=code, name=owner.data["name"], login=code, password=owner.password),
        review_project_id=review.review_project_id if review else None,
        review_status=review.status if review else None,
        account=reviews.account,
        password=reviews.password,
        tokens={"portal": owner.token, **reviews.tokens},
        link_codes=review.link_codes if review else {},
        agency=review.agency if review else None,
        links=LinksView(
            journey=f"/sim/journeys/{journey}",
            trace=f"{inside}/journeys/{journey}",
            hall=f"/hall/web/applications/{journey}",
            review=f"/review/web/projects/{review.review_project_id}" if review else None,
            phone=f"{inside}/phones/{filing.leader_phone}" if filing.leader_phone else None,
        ),
    )
