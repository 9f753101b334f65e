"""图纸 (S20): handed in, sealed, deleted, read back."""

from fastapi import UploadFile

from services.review.actions.delete_drawing import delete_drawing
from services.review.actions.hand_in_drawing import hand_in_drawing, may_hand_in
from services.review.actions.seal_drawing import seal_drawing
from services.review.lookups.drawings import seen_drawing
from services.review.rules.limits import MEGABYTES
from services.review.views.drawings import DrawingView, drawing_view
from shared.files import Files, StoredFile
from shared.http.downloads import Download
from shared.sandbox.uploads import forget_files
from shared.store import Store
from shared.uploads import Upload, download_of, keep_upload


async def upload(
    store: Store, files: Files, account: str, project_id: str, discipline: str, file: UploadFile
) -> DrawingView:
    """传图: asked first, so that nothing is copied in vain; then the file, then its row.

    Raises as `keep_upload` and `hand_in_drawing`.
    """
    await store.read(may_hand_in, account, project_id, discipline)

    async def write(kept: Upload) -> DrawingView:
        return await store.write(
            lambda tx: drawing_view(tx, hand_in_drawing(tx, account, project_id, discipline, kept))
        )

    return await keep_upload(files, file, MEGABYTES, write)


async def seal(store: Store, account: str, project_id: str, drawing_id: str) -> DrawingView:
    """加盖电子签章; raises as `seal_drawing`."""
    return await store.write(lambda tx: drawing_view(tx, seal_drawing(tx, account, project_id, drawing_id)))


async def delete(store: Store, files: Files, account: str, project_id: str, drawing_id: str) -> None:
    """The row, then its file; raises as `delete_drawing`."""
    await forget_files(store, files, [await store.write(delete_drawing, account, project_id, drawing_id)])


async def download(store: Store, files: Files, account: str, project_id: str, drawing_id: str) -> Download:
    """下载图纸; raises NotFound."""
    row = await store.read(seen_drawing, account, project_id, drawing_id)
    return download_of(files, StoredFile(row.file_key, row.name, row.size, row.sha256), row.format)
