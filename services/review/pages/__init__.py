"""What people see of the platform in a browser: the third door, to the same procedures and views as the API."""

from services.review.pages import (
    agency,
    basic,
    details,
    drawings,
    home,
    link,
    login,
    new_project,
    password,
    planning_documents,
    projects,
    recovery,
    submission,
    support,
    units,
)
from services.review.pages.place import PLACE
from shared.pages.route import routers_of

# new comes before {project_id}
_OUTSIDE = (home, login, password, recovery, support, link, new_project)
_PROJECT = (projects, basic, details, units, drawings, agency, planning_documents, submission)
routers = routers_of(PLACE, *_OUTSIDE, *_PROJECT)
