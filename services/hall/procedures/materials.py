"""一套材料: files come in, are sealed, handed out and taken out, and are taken over from elsewhere (S13)."""

from collections.abc import Sequence

from fastapi import UploadFile

from services.hall.actions.remove_material_file import remove_material_file
from services.hall.actions.reuse_materials import reuse_materials
from services.hall.actions.seal_material_file import seal_material_file
from services.hall.actions.upload_material import expect_file, upload_material
from services.hall.lookups.find import seen_file
from services.hall.rules.limits import MEGABYTES
from services.hall.rules.owner import Owner
from services.hall.views.materials import FileView, MaterialList, file_view, material_list
from shared.files import Files, StoredFile
from shared.http.downloads import Download
from shared.sandbox.uploads import forget_files
from shared.store import Store, Transaction
from shared.uploads import Upload, download_of, keep_upload


async def upload(
    store: Store, files: Files, owner: Owner, application_id: str, code: str, file: UploadFile
) -> FileView:
    """Refuse what can be refused beforehand, keep the file, then write its row."""
    material = await store.read(expect_file, owner, application_id, code)
    allowed = {key: MEGABYTES[key] for key in material.formats}

    async def write(kept: Upload) -> FileView:
        return await store.write(lambda tx: file_view(upload_material(tx, owner, application_id, code, kept)))

    return await keep_upload(files, file, allowed, write)


async def download(store: Store, files: Files, owner: Owner, application_id: str, file_id: str) -> Download:
    """下载: the file, ready to be sent."""
    file = await store.read(seen_file, owner, application_id, file_id)
    return download_of(files, StoredFile(file.storage_key, file.name, file.size, file.sha256), file.type)


async def seal(store: Store, owner: Owner, application_id: str, code: str | None, file_id: str) -> FileView:
    """电子签章, of a file of this material when one is named."""
    return await store.write(lambda tx: file_view(seal_material_file(tx, owner, application_id, code, file_id)))


async def remove(store: Store, files: Files, owner: Owner, application_id: str, code: str | None, file_id: str) -> None:
    """Take a file out, of this material when one is named; its bytes go last, and only when nobody else has them."""
    key = await store.write(remove_material_file, owner, application_id, code, file_id)
    await forget_files(store, files, [key])


async def reuse(
    store: Store, owner: Owner, application_id: str, source_id: str, codes: Sequence[str] | None
) -> MaterialList:
    """材料共享."""

    def reused(tx: Transaction) -> MaterialList:
        return material_list(tx, reuse_materials(tx, owner, application_id, source_id, codes))

    return await store.write(reused)
