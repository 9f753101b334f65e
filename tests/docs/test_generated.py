"""The pages made from the code are those that the code makes today."""

import pytest

from docs.client import SHENTU, client_files
from docs.generate import FOLDER, PAGES
from shared.events.published import event_types
from shared.settings import Settings


@pytest.mark.parametrize("name", PAGES)
def test_up_to_date(name: str) -> None:
    assert (FOLDER / name).read_text("utf-8") == PAGES[name](), f"docs/{name} is not today's: run `make docs`"


def test_the_client_knows_todays_operations() -> None:
    made = client_files()
    stale = [path.name for path, text in made.items() if not path.exists() or path.read_text("utf-8") != text]
    assert not stale, f"client/shentu is not in step with the OpenAPI documents ({stale}): run `make docs`"
    gone = {*SHENTU.glob("calls/*.py"), *SHENTU.glob("models/*.py")} - {*made} - {*SHENTU.glob("*/__init__.py")}
    assert not gone, "no such place any more"


def test_nothing_is_left_out() -> None:
    assert all(f"## {type_}\n" in PAGES["events.md"]() for type_ in event_types())
    assert all(f"SHENTU_{name.upper()}`" in PAGES["settings.md"]() for name in Settings.model_fields)
    assert all(field.description for field in Settings.model_fields.values())
