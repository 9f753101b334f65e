"""The pictures of the pages are those that `make screenshots` takes, small, and each is shown somewhere."""

import re

from PIL import Image
from shentu.story.scene_list import scenes

from docs.pictures.take import FOLDER, LANGUAGES, files, pictures
from tests.processes import ROOT

LARGEST = 150_000
_SHOWN = re.compile(r"!\[(.*?)\]\(\S*pictures/(\S+)\)")


def test_each_is_there_and_small() -> None:
    assert {path.name for path in FOLDER.glob("*.png")} == files()
    for name in files():
        assert (FOLDER / name).stat().st_size < LARGEST, name
        with Image.open(FOLDER / name) as picture:
            [asked] = [one.size for one in pictures() if name.startswith(f"{one.name}-")]
            assert picture.size == asked, f"{name}: make screenshots"


def test_each_is_taken_after_a_scene_of_the_story() -> None:
    assert {picture.after for picture in pictures()} <= {"", *(scene.id for scene in scenes())}
    assert {language for picture in pictures() for language in picture.languages} == set(LANGUAGES)


def test_each_is_shown_and_said_in_words() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    shown = [
        found for page in pages for found in re.findall(r"!\[(.*?)\]\(\S*pictures/(\S+)\)", page.read_text("utf-8"))
    ]
    assert {name for _, name in shown} == files()
    assert all(len(words) > 10 for words, _ in shown)
