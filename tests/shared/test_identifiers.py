"""Our own ids, and the national ones."""

import threading
import uuid

import pytest

from shared.identifiers import is_credit_code, is_mobile, is_resident_id, new_id


def test_new_ids_are_version_7_and_in_order() -> None:
    ids = [new_id() for _ in range(5000)]
    assert ids == sorted(ids) and len(set(ids)) == len(ids)
    assert {(uuid.UUID(i).version, uuid.UUID(i).variant) for i in ids} == {(7, uuid.RFC_4122)}


def test_new_ids_are_unique_across_threads() -> None:
    found: list[str] = []
    threads = [threading.Thread(target=lambda: found.extend([new_id() for _ in range(2000)])) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == 8000


@pytest.mark.parametrize("code", ["91410100MA9XXXX118", "12410100MB9XXXX15U", "91410104MA9XXXX62A"])
def test_right_credit_codes(code: str) -> None:
    assert is_credit_code(code)


@pytest.mark.parametrize(
    "code",
    ["91410100MA9XXXX119", "91410100MAOXXXX118", "91410100MA9XXXX11", "９1410100MA9XXXX118", "91410100ma9xxxx118"],
)
def test_wrong_credit_codes(code: str) -> None:
    assert not is_credit_code(code)


@pytest.mark.parametrize(
    "number",
    ["410102199001010012", "410105198506150023", "41010419880808888X", "410103198002290038"],
)
def test_right_resident_ids(number: str) -> None:
    """The last one's region code is younger than its birth date, which must not matter."""
    assert is_resident_id(number)


@pytest.mark.parametrize(
    "number",
    ["410102199001010011", "410102199002300016", "41010219900101001", "A10102199001010012", "41010419880808888x"],
)
def test_wrong_resident_ids(number: str) -> None:
    assert not is_resident_id(number)


def test_mobiles() -> None:
    assert is_mobile("13800000001")
    assert not any(map(is_mobile, ["12800000001", "1380000000", "138000000011", "１3800000001", "+8613800000001"]))
