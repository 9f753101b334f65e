"""All pages of the console, for the gateway's app."""

from services.gateway.console import (
    applications,
    checkpoints,
    clock,
    composing,
    controls,
    dead_letters,
    events,
    failure,
    faults,
    health,
    home,
    journey,
    journeys,
    live,
    login,
    people,
    phones,
    requests,
    sandboxes,
    scenarios,
    sms_keys,
    stage,
    tour,
    verify,
    webhooks,
)
from services.gateway.console.place import PLACE
from shared.pages.route import routers_of

routers = (
    *routers_of(PLACE, home, sandboxes, health, login, tour),
    home.inside, sandboxes.inside, journeys.router, journey.router, live.router, events.router, composing.router,
    dead_letters.router, applications.router, requests.router, controls.router, phones.router, phones.short,
    clock.router, people.router, sms_keys.router, faults.router, scenarios.router, stage.router, tour.inside,
    failure.router, verify.router, webhooks.router, checkpoints.router,
)  # fmt: skip
