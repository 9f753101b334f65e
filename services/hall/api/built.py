"""Inner door: filings built for a test, as far as asked; for the control plane only."""

from services.hall.bodies import BuildFilings
from services.hall.procedures import built
from services.hall.views.built import show_built
from shared.http.field_errors import read_as_body
from shared.http.host import Host
from shared.instruments.contract.built import BUILD_FILINGS, BUILT_FILINGS, FilingsBuilt, FilingsWanted
from shared.instruments.contract.said import Ids
from shared.instruments.inner_door import Answers
from shared.instruments.life import stay_in_life

answers = Answers()


@answers.to(BUILD_FILINGS)
async def build(service: Host, wanted: FilingsWanted) -> FilingsBuilt:
    """Each by the steps that an owner takes."""
    await stay_in_life(service)
    said = read_as_body(BuildFilings, wanted.model_dump(include=set(BuildFilings.model_fields)))
    filings = await built.build(service.store, service.files, wanted.model_copy(update=said.model_dump()))
    return FilingsBuilt(items=filings)


@answers.to(BUILT_FILINGS)
async def look(service: Host, asked: Ids) -> FilingsBuilt:
    """These filings as they are now."""
    return FilingsBuilt(items=await service.store.read(show_built, asked.items))
