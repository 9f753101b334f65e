"""`where=/data/scenario:buildings`, as it is written in a query."""

import pytest

from services.gateway.traces.rules.where import Where


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("/data/scenario:buildings", True),
        ("/data/scenario:municipal", False),
        ("/data/time:09:00", True),
        ("/data/count:1", True),
        ("/data/done:true", True),
        ("/data/done:True", False),
        ("/data/nothing:x", False),
    ],
)
def test_what_stands_there_is_compared_as_json_writes_it(text: str, holds: bool) -> None:
    document = {"data": {"scenario": "buildings", "time": "09:00", "count": 1, "done": True}}
    assert Where.of(text).holds(document) is holds


@pytest.mark.parametrize("text", ["", "/data/scenario", "data/scenario:buildings", ":buildings"])
def test_what_is_no_pointer_and_value_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=rf"^{text}$"):
        Where.of(text)
