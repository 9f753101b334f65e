"""The first page, in front of all systems."""

from services.gateway.pages import landing
from services.gateway.pages.place import PLACE
from shared.pages.route import routers_of

routers = routers_of(PLACE, landing)
