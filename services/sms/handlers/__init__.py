"""What the message service listens to; one file an event."""

from functools import partial

from services.sms.handlers import hall_phone_code_issued, review_phone_code_issued, review_project_pushed
from shared.events import hall, review
from shared.inbox import Handlers


def handlers(limited: bool) -> Handlers:
    """The subscriptions; `limited` plays the providers' sending limits."""
    return {
        hall.PhoneCodeIssued: partial(hall_phone_code_issued.handle, limited=limited),
        review.PhoneCodeIssued: partial(review_phone_code_issued.handle, limited=limited),
        review.ProjectPushed: partial(review_project_pushed.handle, limited=limited),
    }
