"""A checkpoint is made, gone back to and deleted, and a sandbox taken along, by forms and without scripts."""

from collections.abc import Iterator

import pytest

from tests.pages.site import Site
from tests.pages.visitor import Visitor

HERE = "/console/in/{}/checkpoints"


@pytest.fixture
def visitor(shentu: Site) -> Iterator[Visitor]:
    with (somebody := Visitor(shentu.url, shentu.sandbox)).client:
        yield somebody


def test_kept_gone_back_to_and_deleted(shentu: Site, visitor: Visitor) -> None:
    here = HERE.format(shentu.sandbox)
    assert visitor.post(here, {"name": "before"}, form=here).status_code == 303
    assert 'data-checkpoint="before"' in visitor.get(f"{here}?lang=en").text
    refused = visitor.post(here, {"name": "../x"}, form=here)
    assert refused.status_code == 422 and 'value="../x"' in refused.text
    there = f"{shentu.sandbox}-again"
    answer = visitor.post(f"{here}/restore", {"checkpoint": "before", "into": there}, form=here)
    assert answer.status_code == 303 and answer.headers["location"].endswith(f"/console/in/{there}")
    shentu.client.delete(f"/sim/sandboxes/{there}")
    assert visitor.post(f"{here}/restore", {"checkpoint": "before"}, form=here).status_code == 303
    assert visitor.post(f"{here}/delete", {"checkpoint": "before"}, form=here).status_code == 303
    assert shentu.client.get("/sim/checkpoints").json()["items"] == []
    assert visitor.post(f"{here}/restore", {"checkpoint": "before"}, form=here).status_code == 404


def test_taken_along(shentu: Site, visitor: Visitor) -> None:
    here = HERE.format(shentu.sandbox)
    file = visitor.post(f"{here}/export", {}, form=here)
    assert file.headers["content-type"] == "application/zip" and "attachment" in file.headers["content-disposition"]
