"""The data files: each entry can be used as it stands."""

import re
from string import Formatter

import pytest

from services.sms.rules.limits import windows
from services.sms.rules.reports import Report, reports, special_numbers
from services.sms.rules.wordings import Wording, parts, wordings
from shared.identifiers import is_mobile


@pytest.mark.parametrize("wording", wordings().values(), ids=lambda wording: wording.id)
def test_a_wording_can_be_sent(wording: Wording) -> None:
    asked = {name for _, name, _, _ in Formatter().parse(wording.text) if name}
    assert asked <= set(wording.variables)
    assert re.fullmatch(r"\w{2,12}", wording.sign)
    assert wording.kind in ("code", "notice")
    assert wording.rendered(dict.fromkeys(wording.variables, "x")).startswith(f"【{wording.sign}】")
    assert wording.source


def test_names_are_distinct() -> None:
    assert len({wording.name for wording in wordings().values()}) == len(wordings())


@pytest.mark.parametrize(("phone", "code"), special_numbers().items())
def test_a_special_number_is_an_invented_mobile_with_a_known_report(phone: str, code: str) -> None:
    assert is_mobile(phone)
    assert phone.startswith("1380000")
    assert code in reports()


@pytest.mark.parametrize("report", reports().values(), ids=lambda report: report.code)
def test_a_report_has_a_state_and_both_languages(report: Report) -> None:
    assert report.status in ("sent", "delivered", "failed")
    assert report.zh and report.en


def test_windows_grow() -> None:
    for kind in ("code", "notice"):
        lengths = [window.length for window in windows(kind)]
        assert lengths == sorted(lengths)


@pytest.mark.parametrize(("length", "count"), [(1, 1), (70, 1), (71, 2), (134, 2), (135, 3)])
def test_long_texts_are_split_in_pieces_of_67(length: int, count: int) -> None:
    assert parts("字" * length) == count
