"""What people see of the hall in a browser: the third door, to the same procedures and views as the API."""

from services.hall.pages import guides, home, link, matters, new_project, projects
from services.hall.pages.filing import application, applications, confirmation, form, materials, reuse, whole
from services.hall.pages.place import PLACE
from shared.pages.route import routers_of

# link and new come before {project_id}
routers = routers_of(
    PLACE,
    home,
    guides,
    link,
    new_project,
    matters,
    projects,
    applications,
    application,
    form,
    materials,
    confirmation,
    reuse,
    whole,
)
