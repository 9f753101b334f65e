"""What the platform listens to: one file an event."""

from services.review.handlers import hall_application_confirmed, hall_application_withdrawn
from shared.events.hall import ApplicationConfirmed, ApplicationWithdrawn
from shared.inbox import Handlers

HANDLERS: Handlers = {
    ApplicationConfirmed: hall_application_confirmed.handle,
    ApplicationWithdrawn: hall_application_withdrawn.handle,
}
