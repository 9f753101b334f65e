"""The first page, in front of all systems."""

from services.gateway.pages import landing
from services.gateway.pages.place import PLACE

routers = PLACE.routers(landing)
