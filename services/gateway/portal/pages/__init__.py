"""The portal's pages: logging in and out."""

from services.gateway.portal.pages import account, login
from services.gateway.portal.pages.place import PLACE
from shared.pages.route import routers_of

routers = routers_of(PLACE, login, account)
