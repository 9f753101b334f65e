"""The portal's pages: logging in and out."""

from services.gateway.portal.pages import account, login
from services.gateway.portal.pages.place import PLACE

routers = PLACE.routers(login, account)
