"""Secrets and personal data are told by the names of their fields; the same word can also mean something harmless."""

import pytest

from shared.masking import SECRET, mask, scrub


@pytest.mark.parametrize(
    ("key", "value", "shown"),
    [
        ("initial_password", "aB3$xyzzyx", SECRET),
        ("code", "123456", SECRET),
        ("code", "7KMN2PQX", SECRET),
        ("code", "2403-410105-04-01-123456", "2403-410105-04-01-123456"),
        ("code", "M01", "M01"),
        ("credit_code", "91410100MA9XXXX118", "91410100MA9XXXX118"),
        ("report_code", "DELIVRD", "DELIVRD"),
        ("leader_phone", "13800000001", "138****0001"),
        ("to", "13800000001", "138****0001"),
        ("leader_name", "张示例", "张**"),
        ("leader_id_number", "410102199001010012", "4****************2"),
        ("name", "示例市民服务中心项目", "示例市民服务中心项目"),
    ],
)
def test_by_key(key: str, value: str, shown: str) -> None:
    assert mask({"a": [{key: value}]}) == {"a": [{key: shown}]}


def test_free_text_is_scrubbed() -> None:
    told = scrub("sent to 13800000001 for 410102199001010012, project 2403-410105-04-01-123456")
    assert told == "sent to 138****0001 for 4****************2, project 2403-410105-04-01-123456"
