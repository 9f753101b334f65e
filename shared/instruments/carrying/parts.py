"""A file's bytes, part by part."""

import base64

from shared.files import Files
from shared.instruments.contract.carried import FilePart, PartGiven, PartTaken

PART_BYTES = 512 * 1024


def part_of(files: Files, key: str, offset: int) -> FilePart:
    """Blocks."""
    try:
        with files.open(key) as content:
            content.seek(offset)
            return FilePart(data=base64.b64encode(content.read(PART_BYTES)).decode())
    except FileNotFoundError:
        return FilePart(data=None)


def take_part(files: Files, part: PartGiven) -> PartTaken:
    """Blocks. What is there already stays as it is: a row elsewhere may name it."""
    data = base64.b64decode(part.data)
    there = part.compare or (part.offset == 0 and files.exists(part.key))
    if not there:
        files.append(part.key, data, begin=part.offset == 0)
        return PartTaken(there=False, fits=True)
    with files.open(part.key) as content:
        content.seek(part.offset)
        found = content.read(len(data) or 1)
    return PartTaken(there=True, fits=found == data)
