"""Inner door: filings built for a test, as far as asked; for the control plane only."""

from fastapi import APIRouter, Depends

from services.hall.bodies import BuildFilings
from services.hall.procedures import built
from services.hall.views.built import show_built
from shared.http.api import FilesDep, StoreDep
from shared.http.field_errors import read_as_body
from shared.instruments.contract.built import FilingsBuilt, FilingsWanted
from shared.instruments.contract.said import Ids
from shared.instruments.life import stay_in_life
from shared.instruments.questions import BUILD_FILINGS, BUILT_FILINGS, PREFIX

router = APIRouter(prefix=PREFIX, dependencies=[Depends(stay_in_life)])


@BUILD_FILINGS.on(router)
async def build(body: FilingsWanted, store: StoreDep, files: FilesDep) -> FilingsBuilt:
    """Each by the steps that an owner takes."""
    said = read_as_body(BuildFilings, body.model_dump(include=set(BuildFilings.model_fields)))
    return FilingsBuilt(items=await built.build(store, files, body.model_copy(update=said.model_dump())))


@BUILT_FILINGS.on(router)
async def look(body: Ids, store: StoreDep) -> FilingsBuilt:
    """These filings as they are now."""
    return FilingsBuilt(items=await store.read(show_built, body.items))
