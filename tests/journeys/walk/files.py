"""Files to upload."""

import io
import zipfile


def pdf(text: str) -> bytes:
    """The smallest thing that is truly a PDF, different for each text."""
    return f"%PDF-1.4\n% {text}\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n".encode()


def archive(*members: str) -> bytes:
    """A ZIP with these in it; with OFD.xml it is an OFD."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        for member in members:
            made.writestr(member, "<?xml version='1.0'?><ofd:OFD/>")
    return packed.getvalue()
