"""What may be shown of what was said: told by the schemas' marks, and nothing else."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from services.gateway.app import create_gateway
from services.gateway.kept.files import files_sent
from services.gateway.kept.masks import headers_shown, masked, query_shown
from services.hall.app import create_hall
from services.review.app import create_review
from services.sms.app import create_sms
from shared.bus.local import Hub, LocalBus
from shared.instruments.contract.exchanges import Marks, OperationMarks
from shared.instruments.marks import operations_marked
from tests.harness import settings_in

# Texts under such names are personal or secret, unless they stand here.
_SUSPICIOUS = (
    "password",
    "secret",
    "access_token",
    "phone",
    "id_number",
    "legal_representative",
    "leader_name",
    "contact",
)
_KNOWN_TO_BE_NONE = {"must_change_password", "GET /hall/guides/{project_type} handling.phone"}


@pytest.fixture(scope="module")
def operations(tmp_path_factory: pytest.TempPathFactory) -> list[OperationMarks]:
    settings = settings_in(tmp_path_factory.mktemp("marks"))
    bus = LocalBus(Hub(), "gateway")
    services = [create(settings, bus) for create in (create_hall, create_review, create_sms, create_gateway)]
    return [one for service in services for one in operations_marked(service.api.routes)]


def unmarked(marks: Marks, at: str = "") -> list[str]:
    """Names in it that sound personal, and carry no mark."""
    found = []
    for name, inner in marks.fields.items():
        here = f"{at}.{name}".lstrip(".")
        if inner.how is None and not inner.fields and any(word in name for word in _SUSPICIOUS):
            found.append(here)
        found += unmarked(inner, here)
    return found


def test_nothing_personal_is_without_a_mark(operations: list[OperationMarks]) -> None:
    for one in operations:
        if one.path.startswith(("/sim", "/internal")):
            continue
        for marks in (one.query, one.body or Marks(), one.answer or Marks()):
            left = [
                name
                for name in unmarked(marks)
                if not {name.rpartition(".")[2], f"{one.method} {one.path} {name}"} & _KNOWN_TO_BE_NONE
            ]
            assert left == [], f"{one.method} {one.path}: {left}"


def marks_for(operations: list[OperationMarks], method: str, path: str) -> OperationMarks:
    return next(one for one in operations if (one.method, one.path) == (method, path))


@pytest.mark.parametrize(
    ("method", "path", "said", "shown"),
    [
        ("POST", "/portal/login", {"login": "91", "password": "Demo@2026"}, {"login": "91", "password": "******"}),
        ("POST", "/portal/login", {"passwrod": "Demo@2026"}, {"passwrod": "******"}),
        ("POST", "/hall/applications/{application_id}/confirmation", {"phone": "13800000066", "code": "493817"},
         {"phone": "138****0066", "code": "******"}),
        ("POST", "/review/project-links", {"code": "7KQ2MXBD"}, {"code": "******"}),
        ("PUT", "/hall/applications/{application_id}/form",
         {"owner": {"leader_name": "欧阳示例", "name": "示例公司"}, "buildings": [{"name": "1#楼"}]},
         {"owner": {"leader_name": "欧***", "name": "示例公司"}, "buildings": [{"name": "1#楼"}]}),
        ("PUT", "/review/projects/{project_id}/details",
         {"owner": {"contact_name": "马示例"}}, {"owner": {"contact_name": "马**"}}),
    ],
)  # fmt: skip
def test_a_body_is_masked_by_its_schema(
    operations: list[OperationMarks], method: str, path: str, said: Any, shown: Any
) -> None:
    body = marks_for(operations, method, path).body
    assert body is not None and masked(said, body) == shown


def test_an_answer_is_masked_by_its_schema(operations: list[OperationMarks]) -> None:
    answer = marks_for(operations, "POST", "/review/login").answer
    said = {"access_token": "ey.J.x", "account": "91", "must_change_password": True}
    assert answer is not None
    assert masked(said, answer) == {"access_token": "******", "account": "91", "must_change_password": True}


def test_headers_let_nobody_in_and_the_query_is_masked_too(operations: list[OperationMarks]) -> None:
    headers = [(b"authorization", b"Bearer ey.J.x"), (b"cookie", b"a=b"), (b"sim-token", b"t"), (b"accept", b"*/*")]
    assert [(one["name"], one["value"]) for one in headers_shown([*headers, (b"shentu-life", b"x")])] == [
        ("authorization", "Bearer ******"), ("cookie", "******"), ("sim-token", "******"), ("accept", "*/*")
    ]  # fmt: skip
    query = marks_for(operations, "GET", "/sms/messages").query
    assert [one["value"] for one in query_shown(b"to=13800000001&status=sent&mine=13800000001", query)] == [
        "138****0001", "sent", "******"
    ]  # fmt: skip


def test_of_files_there_are_name_size_and_sum() -> None:
    said = (
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\nContent-Type: application/pdf\r\n\r\n'
        b"%PDF-1.4\r\n--x--\r\n"
    )
    [file] = files_sent('multipart/form-data; boundary="x"', said, True, b"")
    assert (file.name, file.media_type, file.size) == ("a.pdf", "application/pdf", 8)
    assert file.sha256 == hashlib.sha256(b"%PDF-1.4").hexdigest()
    stored = json.dumps({"sha256": "f" * 64, "size": 70_000}).encode()
    [large] = files_sent("multipart/form-data; boundary=x", said[:120], False, stored)
    assert (large.name, large.size, large.sha256) == ("a.pdf", 70_000, "f" * 64)


def test_marks_stand_in_the_documents(tmp_path: Path) -> None:
    hall = create_hall(settings_in(tmp_path), LocalBus(Hub(), "hall"))
    confirmation = hall.api.openapi()["components"]["schemas"]["Confirmation"]["properties"]
    assert (confirmation["code"]["x-sensitive"], confirmation["phone"]["x-sensitive"]) == ("secret", "phone")
