"""What the hall listens to."""

from services.hall.handlers import review_project_submitted
from shared.events.review import ProjectSubmitted
from shared.inbox import Handlers

HANDLERS: Handlers = {ProjectSubmitted: review_project_submitted.handle}
