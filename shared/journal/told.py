"""What is kept of an exchange, as its row has it: JSON, compressed where it is long.

To compress a short one costs more than all else that is done with it: each call gives the interpreter away, and has to
wait for it again while everything else wants it, too.
"""

import zlib

LONG = 4096
LONGEST = 4 << 20
"""Bytes that are read back at most: a file that is brought in may hold anything."""

_JSON = b"{"


def packed(said: bytes) -> bytes:
    """From a JSON object to what is written down."""
    return said if len(said) < LONG else zlib.compress(said, 1)


def unpacked(told: bytes) -> bytes:
    """From what was written down to JSON; raises ValueError for what is neither, and for more than is ever kept."""
    if told.startswith(_JSON):
        return _of_length(told)
    reading = zlib.decompressobj()
    try:
        said = _of_length(reading.decompress(told, LONGEST + 1))
    except zlib.error as error:
        raise ValueError from error
    if not reading.eof:
        raise ValueError
    return said


def _of_length(said: bytes) -> bytes:
    if len(said) > LONGEST:
        raise ValueError
    return said
