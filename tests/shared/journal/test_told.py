"""What is kept of an exchange is read back as it was, short or long; what was never written that way is refused."""

import zlib

import pytest

from shared.journal.told import LONG, LONGEST, packed, unpacked


@pytest.mark.parametrize("length", [0, 10, LONG - 1, LONG, 20 * LONG])
def test_it_is_read_back_as_it_was(length: int) -> None:
    said = b'{"a":"' + "审".encode() * length + b'"}'
    assert unpacked(packed(said)) == said


def test_a_long_one_takes_less_than_it_says() -> None:
    assert len(packed(b"{" + b" " * LONG + b"}")) < LONG / 10


def test_rows_of_before_are_read() -> None:
    """All were compressed."""
    assert unpacked(zlib.compress(b'{"a":1}', 1)) == b'{"a":1}'


@pytest.mark.parametrize(
    "told", [b"nothing", b"\x78\x01broken", zlib.compress(b"{" * (LONGEST + 2)), b"{" * (LONGEST + 1)]
)
def test_what_was_never_written_is_refused(told: bytes) -> None:
    with pytest.raises(ValueError):
        unpacked(told)
