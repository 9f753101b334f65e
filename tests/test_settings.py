"""Settings that are wrong are refused with what would be right; the secret that is made here is kept well."""

import threading
from pathlib import Path

import pytest
from pydantic import ValidationError

from shared.settings import Settings
from shared.settings.checks import explained
from tests.harness import SECRET

WRONG = {
    "port": ("65536", "-1", "eighty", "80.5"),
    "database_url": ("foo://x/y", "postgresql://h:99999/x", "postgresql:///x", "sqlite:///x", "localhost/x"),
    "bus_url": ("kafka://x", "amqp://", "amqp://h:0/", "rabbitmq:5672"),
    "files_url": ("nope://x", "/srv/files", "files"),
    "secret": ("a", "x" * 31),
    "hall_url": ("hall:8001", "ftp://hall", "http://", "http://hall:99999"),
    "log_level": ("loud", "0"),
    "body_limit": ("0", "-1", "1MB"),
    "upload_limit": ("0", "a lot"),
    "rate_limit": ("-5", "fast"),
    "sms_limits": ("maybe",),
    "token_hours": ("0", "-1", "9999999"),
}
RIGHT = {
    "port": ("0", "65535"),
    "database_url": ("postgresql://u:p@h/{service}", "postgres://h/x", "postgresql+psycopg://u@[::1]:5432/x"),
    "bus_url": ("local://", "amqp://guest:guest@h:5672/v", "amqps://h"),
    "files_url": ("file:///srv/files", "memory://x"),
    "secret": ("x" * 32,),
    "hall_url": ("https://hall.example", "http://[::1]:8001"),
    "log_level": ("WARNING", "debug"),
    "rate_limit": ("0",),
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in WRONG.items() for value in values])
def test_a_wrong_one_is_named_with_what_would_be_right(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"SHENTU_{name.upper()}", value)
    with pytest.raises(ValidationError) as refused:
        Settings()
    said = explained(refused.value, Settings.model_fields)
    assert said.startswith(f"SHENTU_{name.upper()}") and " must be " in said and said.count(". ") == 0
    assert "something else" not in said


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in RIGHT.items() for value in values])
def test_a_right_one_is_taken(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"SHENTU_{name.upper()}", value)
    assert str(getattr(Settings(), name)) in (value, value.lower())


def test_what_may_hold_a_password_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "BUS_URL", "FILES_URL", "SECRET"):
        monkeypatch.setenv(f"SHENTU_{name}", "x://u:hunter2@h")
    with pytest.raises(ValidationError) as refused:
        Settings()
    said = explained(refused.value, Settings.model_fields)
    assert said.count("must be") == 4 and "hunter2" not in said


def test_a_secret_is_made_once_and_is_for_its_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / "var"
    made = Settings(data_dir=folder).signing_secret()
    assert len(made) >= 32 and Settings(data_dir=folder).signing_secret() == made
    assert (folder / "secret").stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700
    assert [path.name for path in folder.iterdir()] == ["secret"]


def test_half_a_secret_left_by_a_full_disk_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("half")
    made = Settings(data_dir=tmp_path).signing_secret()
    assert len(made) >= 32 and Settings(data_dir=tmp_path).signing_secret() == made


def test_processes_that_start_together_have_one_secret(tmp_path: Path) -> None:
    start, made = threading.Barrier(8), list[str]()

    def begin() -> None:
        start.wait()
        made.append(Settings(data_dir=tmp_path).signing_secret())

    threads = [threading.Thread(target=begin) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 8 and len(set(made)) == 1


def test_one_that_is_set_is_not_kept(tmp_path: Path) -> None:
    assert Settings(data_dir=tmp_path, secret=SECRET).signing_secret() == SECRET
    assert list(tmp_path.iterdir()) == []
