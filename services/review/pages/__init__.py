"""What people see of the platform in a browser: the third door, to the same procedures and views as the API."""

from services.review.pages import basic, details, home, login, new_project, password, projects, recovery
from services.review.pages.place import PLACE

# new comes before {project_id}
routers = PLACE.routers(home, login, password, recovery, new_project, projects, basic, details)
