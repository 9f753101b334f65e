"""What people see of the platform in a browser: the third door, to the same procedures and views as the API."""

from services.review.pages import home, login
from services.review.pages.place import PLACE

routers = PLACE.routers(home, login)
