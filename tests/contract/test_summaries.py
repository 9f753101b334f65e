"""The line of each operation in the documentation says what a person does, in both languages."""

import re
from pathlib import Path
from typing import Any

import pytest

from services.__main__ import NAMES, create
from shared.bus.local import Hub
from shared.http.summaries import summaries
from tests.harness import settings_in
from tests.processes import ROOT

LINE = '"{}" = {{ id = "verb_object", zh = "…", en = "…" }}'


def operations(name: str, folder: Path) -> dict[str, Any]:
    here: dict[str, Any] = {}
    service = create(name, settings_in(folder), Hub(), here)
    paths = service.api.openapi()["paths"]
    return {f"{method.upper()} {path}": one for path, item in paths.items() for method, one in item.items()}


@pytest.mark.parametrize("name", NAMES)
def test_every_operation_has_its_line(name: str, tmp_path: Path) -> None:
    found, written = operations(name, tmp_path), summaries(ROOT / "services" / name / "summaries.toml")
    missing = "\n".join(LINE.format(operation) for operation in found if operation not in written)
    assert not missing, f"write these lines in services/{name}/summaries.toml:\n{missing}"
    gone = sorted(set(written) - set(found))
    assert not gone, f"no such operation any more, take it out of services/{name}/summaries.toml: {gone}"


@pytest.mark.parametrize("name", NAMES)
def test_a_line_is_more_than_a_word_in_both_languages(name: str, tmp_path: Path) -> None:
    for operation, shown in operations(name, tmp_path).items():
        chinese, _, english = shown["summary"].partition(" · ")
        assert len(re.findall("[\u4e00-\u9fff]", chinese)) >= 4, f"{operation}: {chinese} says too little in Chinese"
        assert len(english.split()) >= 3 and english.isascii(), f"{operation}: {english} says too little in English"
        assert not english.endswith(".") and not chinese.endswith("。"), f"{operation}: a line, not a sentence"


@pytest.mark.parametrize("name", NAMES)
def test_no_two_operations_say_the_same(name: str, tmp_path: Path) -> None:
    lines = [shown["summary"] for shown in operations(name, tmp_path).values()]
    assert len(set(lines)) == len(lines)


@pytest.mark.parametrize("name", NAMES)
def test_each_has_a_name_of_its_own_that_a_program_can_call(name: str, tmp_path: Path) -> None:
    """In its document, which is what a generator reads."""
    ids = [(operation.split("/")[1], one["operationId"]) for operation, one in operations(name, tmp_path).items()]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", called) for _, called in ids), ids
