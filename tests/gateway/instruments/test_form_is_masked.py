"""The whole form travels in `hall.application.confirmed`: whatever person stands in it is masked where it is shown."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from services.hall.rules.catalogue import CATALOGUE
from shared.masking import mask

_PERSONAL = re.compile(r"leader_name|contact_name|legal_representative|phone|mobile|id_number|seal_number|title_number")


def texts(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a JSON value with the key it stands under."""
    if isinstance(value, dict):
        for name, item in value.items():
            yield from texts(item, name)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item, key)
    elif isinstance(value, str):
        yield key, value


@pytest.mark.parametrize("scenario", CATALOGUE.scenarios)
def test_no_person_of_the_form_is_shown(scenario: str) -> None:
    form = CATALOGUE.scenarios[scenario].form.example({})
    personal = {text for key, text in texts(form) if _PERSONAL.search(key)}
    assert len(personal) > 5, "the example names nobody: this test would prove nothing"
    shown = json.dumps(mask({"form": form}), ensure_ascii=False)
    assert [text for text in personal if text in shown] == []
    assert form["project"]["project_name"] in shown, "what is not personal stays"
