"""Passwords and codes are what they promise to be."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.review.rules.codes import make_link_code, normalise_link_code
from services.review.rules.limits import INITIAL_ALPHABET, LINK_CODE_ALPHABET
from services.review.rules.passwords import (
    hash_initial,
    is_initial,
    make_initial,
    matches_initial,
    weaknesses,
)

relaxed = settings(deadline=None, max_examples=50)


@relaxed
@given(st.integers())
def test_texted_passwords(seed: int) -> None:
    password = make_initial(random.Random(seed))
    assert len(password) == 10 and set(password) <= set(INITIAL_ALPHABET)
    assert weaknesses(password, "91410100MA9XXXX118") == []
    assert make_initial(random.Random(seed)) == password


@pytest.mark.parametrize("seed", range(20))
def test_a_texted_password_is_not_in_what_is_kept_of_it(seed: int) -> None:
    """And two units that happen to get the same one are not to be told by it."""
    password = make_initial(random.Random(seed))
    kept, elsewhere = hash_initial(password, "7f3a"), hash_initial(password, "91c0")
    assert is_initial(kept) and password not in kept and password[:5] not in kept
    assert matches_initial(kept, password) and matches_initial(elsewhere, password)
    assert kept.rpartition("$")[2] != elsewhere.rpartition("$")[2]


@relaxed
@given(st.text(max_size=40), st.text(max_size=40))
def test_a_kept_password_matches_itself_only(password: str, other: str) -> None:
    kept = hash_initial(password, "salt")
    assert matches_initial(kept, password)
    assert matches_initial(kept, other) == (other == password)


def test_what_is_no_texted_password() -> None:
    assert not is_initial(None) and not is_initial("$argon2id$v=19$…")


@relaxed
@given(st.integers())
def test_link_codes_can_be_read_out(seed: int) -> None:
    code = make_link_code(random.Random(seed))
    assert len(code) == 8 and set(code) <= set(LINK_CODE_ALPHABET) and not set(code) & set("01OIL")
    assert normalise_link_code(f" {code[:4].lower()}-{code[4:]}\n") == code
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in code.lower())
    assert normalise_link_code(f"{wide[:4]}－\u200b{wide[4:]}\u3000") == code
