"""Files to upload."""


def pdf(text: str) -> bytes:
    """The smallest thing that is truly a PDF, different for each text."""
    return f"%PDF-1.4\n% {text}\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n".encode()
