"""Bodies that nest too deep or hold too much, and those that only look like it."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.errors import MalformedJson, NestedTooDeep, TooManyValues
from shared.http.json_bodies import DEEPEST, MOST_VALUES, check


def nested(depth: int, opening: str = "[{") -> bytes:
    """`depth` lists and objects in one another."""
    value: Any = 1
    for level in range(depth):
        value = [value] if opening[level % len(opening)] == "[" else {"a": value}
    return json.dumps(value).encode()


@pytest.mark.parametrize("opening", ["[", "{", "[{", "{[", "[[{"])
def test_as_deep_as_the_limit_and_no_deeper(opening: str) -> None:
    check(nested(DEEPEST, opening))
    for depth in (DEEPEST + 1, 350):
        with pytest.raises(NestedTooDeep):
            check(nested(depth, opening))


@pytest.mark.parametrize(
    "body",
    [
        b'{"a": "' + b"[" * 500 + b'"}',
        b'{"a": "\\"' + b"[" * 500 + b'"}',
        b'{"a": "\\\\", "b": "' + b"{[" * 500 + b'"}',
        b"[" + b",".join([b"[]"] * 1000) + b"]",
        b"[" + b",".join([b'{"a": {"b": []}}'] * 1000) + b"]",
    ],
)
def test_many_brackets_are_not_deep(body: bytes) -> None:
    json.loads(body)
    check(body)


@pytest.mark.parametrize("body", [b"[" * 100_000, b'{"a":' * 40_000, b"[" * 20_000 + b"]" * 20_000])
def test_what_is_opened_and_never_closed_is_refused_too(body: bytes) -> None:
    with pytest.raises((NestedTooDeep, TooManyValues)):
        check(body)


@pytest.mark.parametrize("body", [b'{"x": [' + b"1," * MOST_VALUES + b"1]}", b"[" + b"{}," * MOST_VALUES + b"{}]"])
def test_too_much(body: bytes) -> None:
    with pytest.raises(TooManyValues) as caught:
        check(body)
    assert str(MOST_VALUES) in caught.value.detail("zh")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32"])
def test_what_could_not_be_counted_is_no_json(encoding: str) -> None:
    with pytest.raises(MalformedJson):
        check(nested(350).decode().encode(encoding))


@pytest.mark.parametrize("body", [b'"' + b'\\"' * 400_000, b'"' * 999_999, b"\\" * 999_999, b'"' + b"\\" * 900_001])
def test_texts_that_do_not_end_are_looked_at_once(body: bytes) -> None:
    """In a time that grows with their square these would take minutes."""
    check(b"[]" * 40 + body)


VALUES = st.recursive(
    st.none() | st.text(alphabet='a[]{}"\\,', max_size=5),
    lambda part: st.lists(part, max_size=3) | st.dictionaries(st.text(alphabet='b[{"\\', max_size=3), part, max_size=3),
    max_leaves=30,
)  # fmt: skip


def depth_of(value: Any) -> int:
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    return 0 if inside is None else 1 + max(map(depth_of, inside), default=0)


@given(value=VALUES, around=st.integers(DEEPEST - 4, DEEPEST + 1))
def test_the_depth_is_the_documents(value: Any, around: int) -> None:
    for _ in range(around):
        value = [value]
    body = json.dumps(value).encode()
    if depth_of(value) <= DEEPEST:
        check(body)
    else:
        with pytest.raises(NestedTooDeep):
            check(body)
