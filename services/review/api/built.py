"""Inner door: reviews built for a test, as far as asked; for the control plane only."""

from services.review.procedures import built
from services.review.procedures.tokens import issuer_of
from shared.http.host import Host
from shared.instruments.contract.built import BUILD_REVIEWS, ReviewsBuilt, ReviewsWanted
from shared.instruments.inner_door import Answers
from shared.instruments.life import stay_in_life

answers = Answers()


@answers.to(BUILD_REVIEWS)
async def build(service: Host, wanted: ReviewsWanted) -> ReviewsBuilt:
    """Each by the steps that owner and units take."""
    await stay_in_life(service)
    return await built.build(service.store, service.files, issuer_of(service), wanted)
