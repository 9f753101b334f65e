"""A file to try things out with: one page that says what it is, and that it is nothing real."""

from collections.abc import Mapping, Sequence
from io import BytesIO

from fastapi import UploadFile

from shared.files import Files
from shared.uploads.keeping import Upload, keep_upload

_HEAD = b"%PDF-1.4\n"


async def keep_sample(files: Files, allowed: Mapping[str, int]) -> Upload:
    """Kept like any upload, for rows that will name it; `allowed` as for `keep_upload`."""

    async def kept(upload: Upload) -> Upload:
        return upload

    return await keep_upload(files, sample_upload("Sample", "sample.pdf"), allowed, kept)


def sample_upload(title: str, name: str) -> UploadFile:
    """The sample with this title, as if somebody had sent it under this name."""
    content = sample_pdf(title)
    return UploadFile(BytesIO(content), size=len(content), filename=name)


def sample_pdf(title: str) -> bytes:
    """A PDF of one page with these words on it (ASCII), which viewers open."""
    said = f"BT /F 24 Tf 72 720 Td ({title}) Tj 0 -36 Td /F 12 Tf (Sample made by the Shentu simulator) Tj ET".encode()
    return _joined(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
            b"<</Length %d>>stream\n%b\nendstream" % (len(said), said),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        ]
    )


def _joined(objects: Sequence[bytes]) -> bytes:
    """The objects one after the other, and the table that says where each begins."""
    content, begins = _HEAD, list[int]()
    for number, one in enumerate(objects, start=1):
        begins.append(len(content))
        content += b"%d 0 obj%b endobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % begin for begin in begins)
    size = len(objects) + 1
    return content + (
        b"xref\n0 %d\n0000000000 65535 f \n%btrailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
        % (size, table, size, len(content))
    )
