"""Inner door: reviews built for a test, as far as asked; for the control plane only."""

from fastapi import APIRouter, Depends

from services.review.api.access import IssuerDep
from services.review.procedures import built
from shared.http.api import FilesDep, StoreDep
from shared.instruments.contract.built import ReviewsBuilt, ReviewsWanted
from shared.instruments.life import stay_in_life
from shared.instruments.questions import BUILD_REVIEWS, PREFIX

router = APIRouter(prefix=PREFIX, dependencies=[Depends(stay_in_life)])


@BUILD_REVIEWS.on(router)
async def build(body: ReviewsWanted, store: StoreDep, files: FilesDep, issuer: IssuerDep) -> ReviewsBuilt:
    """Each by the steps that owner and units take."""
    return await built.build(store, files, issuer, body)
