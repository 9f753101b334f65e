"""Every route that a browser can open, of all systems and of the console, in the order in which they are asked."""

import re

from fastapi.routing import APIRoute

from services.gateway.console.pages import routers as console
from services.gateway.pages import routers as first
from services.gateway.portal.pages import routers as portal
from services.hall.pages import routers as hall
from services.review.pages import routers as review


def page_routes() -> dict[str, re.Pattern[str]]:
    """Their paths, and what matches them."""
    return {
        route.path: route.path_regex
        for router in (*first, *portal, *console, *hall, *review)
        for route in router.routes
        if isinstance(route, APIRoute) and "GET" in (route.methods or ())
    }
