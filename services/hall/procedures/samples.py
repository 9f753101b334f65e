"""The simulator's help for whoever shows the journey: a sample for each missing material, sealed where needed."""

from services.hall.procedures import materials
from services.hall.rules.owner import Owner
from services.hall.views.filing_materials import Row, show_filing_materials
from shared.files import Files
from shared.store import Store
from shared.uploads.sample_file import sample_upload


async def put_samples(store: Store, files: Files, owner: Owner, application_id: str) -> None:
    """Upload a sample for each material that lacks a file, and seal each file that lacks its seal.

    Raises NotFound, ApplicationNotDraft.
    """
    page = await store.read(show_filing_materials, owner, application_id)
    for row in page.rows:
        unsealed = [*row.unsealed, *await _uploaded(store, files, owner, application_id, row)]
        for file_id in unsealed:
            await materials.seal(store, owner, application_id, row.material.code, file_id)


async def _uploaded(store: Store, files: Files, owner: Owner, application_id: str, row: Row) -> list[str]:
    """The id of the sample, if its material needs both it and a seal."""
    if not row.missing:
        return []
    code = row.material.code
    file = sample_upload(code, f"{code}-{row.material.name}.pdf")
    kept = await materials.upload(store, files, owner, application_id, code, file)
    return [kept.file_id] if row.material.needs_seal else []
