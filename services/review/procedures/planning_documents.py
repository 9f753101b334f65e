"""规划文件 (S22): uploaded, deleted, read back."""

from fastapi import UploadFile

from services.review.actions.add_planning_document import add_planning_document, may_add
from services.review.actions.delete_planning_document import delete_planning_document
from services.review.lookups.planning_files import seen_planning_file
from services.review.rules.limits import MEGABYTES
from services.review.views.planning_documents import PlanningFileView, planning_file_view
from shared.files import Files
from shared.http.downloads import Download
from shared.sandbox.uploads import forget_files
from shared.store import Store
from shared.uploads import Upload, download_of, keep_upload


async def upload(
    store: Store, files: Files, account: str, project_id: str, kind: str, file: UploadFile
) -> PlanningFileView:
    """Asked first, so that nothing is copied in vain; then the file, then its row.

    Raises as `keep_upload` and `add_planning_document`.
    """
    await store.read(may_add, account, project_id, kind)

    async def write(kept: Upload) -> PlanningFileView:
        return await store.write(
            lambda tx: planning_file_view(add_planning_document(tx, account, project_id, kind, kept))
        )

    return await keep_upload(files, file, MEGABYTES, write)


async def delete(store: Store, files: Files, account: str, project_id: str, file_id: str) -> None:
    """The row, then its file; raises as `delete_planning_document`."""
    await forget_files(store, files, [await store.write(delete_planning_document, account, project_id, file_id)])


async def download(store: Store, files: Files, account: str, project_id: str, file_id: str) -> Download:
    """下载规划文件, what the city pushed as well; raises NotFound."""
    seen = await store.read(seen_planning_file, account, project_id, file_id)
    return download_of(files.of_service(seen.service), seen.file, seen.format)
