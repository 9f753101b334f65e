"""What people see of the hall in a browser: the third door, to the same procedures and views as the API."""

from services.hall.pages import home, projects
from services.hall.pages.place import PLACE

routers = PLACE.routers(home, projects)
