"""Every setting, from the environment (`SHENTU_…`); the only module that reads it."""

import contextlib
import os
import secrets
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from shared.data_folder import usable
from shared.settings import checks
from shared.settings.checks import SECRET_LENGTH, MustBe

_BYTES = MustBe("a number of bytes, 1 or more")
_ServiceUrl = Annotated[
    str, checks.url_of("http", "https"), MustBe("the address of a service, as in http://127.0.0.1:8001")
]


class Settings(BaseSettings):
    """What can be set. Defaults give the embedded simulator on 127.0.0.1:8000."""

    model_config = SettingsConfigDict(env_prefix="SHENTU_", env_ignore_empty=True, extra="ignore")

    host: str = Field(default="127.0.0.1", description="Address to listen on.")
    port: Annotated[int | None, MustBe("a number from 0 to 65535, 0 for any that is free")] = Field(
        default=None, ge=0, le=65535,
        description="Port; 8000 (gateway, all), 8001 hall, 8002 review, 8003 sms; 0 takes one that is free.",
    )  # fmt: skip
    data_dir: Annotated[Path, MustBe("a folder")] = Field(
        default=Path("var"), description="Folder of the SQLite files, uploads and the secret."
    )
    database_url: Annotated[
        str | None,
        checks.url_of("postgresql", "postgres", "postgresql+psycopg"),
        MustBe("postgresql://user:password@host/{service} (for SQLite, do not set it)", secret=True),
    ] = Field(
        default=None, description="postgresql://… instead of SQLite; `{service}` in it becomes the service's name."
    )
    bus_url: Annotated[
        str, AfterValidator(checks.bus_url), MustBe("amqp://user:password@host/, amqps://… or local://", secret=True)
    ] = Field(default="local://", description="amqp://… for RabbitMQ; local:// delivers in the process.")
    files_url: Annotated[
        str | None,
        AfterValidator(checks.known_files_url),
        MustBe(
            "a URL that fsspec knows here, as in file:///srv/files, with what its kind needs installed", secret=True
        ),
    ] = Field(
        default=None, description="Where uploads go, a folder a service: any fsspec URL; by default in the data folder."
    )
    secret: Annotated[
        str | None,
        MustBe(f"{SECRET_LENGTH} characters or more (do not set it for one that is made here and kept)", secret=True),
    ] = Field(
        default=None, min_length=SECRET_LENGTH,
        description=f"Signs tokens and the services' inner doors, {SECRET_LENGTH} characters or more; "
        "made and kept in the data folder when not set.",
    )  # fmt: skip
    sim_token: str | None = Field(default=None, description="When set, /sim and /sms ask for it (Bearer or Sim-Token).")
    hall_url: _ServiceUrl = Field(default="http://127.0.0.1:8001", description="Where the gateway finds the hall.")
    review_url: _ServiceUrl = Field(
        default="http://127.0.0.1:8002", description="Where the gateway finds the review platform."
    )
    sms_url: _ServiceUrl = Field(
        default="http://127.0.0.1:8003", description="Where the gateway finds the SMS service."
    )
    root_path: Annotated[
        str,
        AfterValidator(checks.path_before_ours),
        MustBe("a path that is none of the simulator's own, as in /shentu"),
    ] = Field(
        default="", description="The path it is found under behind a proxy, whether that takes it away or leaves it."
    )
    trusted_proxies: Annotated[
        str,
        AfterValidator(checks.networks),
        MustBe("addresses and networks with commas between, as in 127.0.0.1,10.0.0.0/8, or * for all"),
    ] = Field(default="", description="Proxies whose X-Forwarded-For, -Host and -Proto are believed; * for all.")
    webhook_hosts: Annotated[
        str,
        AfterValidator(checks.hosts),
        MustBe("names, addresses and networks with commas between, as in hooks.example.org,*.test,10.0.0.0/8, or *"),
    ] = Field(
        default="",
        description="Where webhooks and reports may go but this machine: names, addresses, networks; * for any name.",
    )
    log_level: Annotated[
        str, checks.one_of("debug", "info", "warning", "error"), MustBe("debug, info, warning or error")
    ] = Field(default="info", description="debug, info, warning or error.")
    body_limit: Annotated[int, _BYTES] = Field(
        default=1_048_576, gt=0, description="Largest request body in bytes, uploads apart."
    )
    upload_limit: Annotated[int, _BYTES] = Field(
        default=210_000_000, gt=0, description="Largest upload request in bytes."
    )
    rate_limit: Annotated[int, MustBe("a number of requests a second, 0 for no limit")] = Field(
        default=3000, ge=0, description="Requests a second for each client and sandbox; 0 for no limit."
    )
    sms_limits: Annotated[bool, MustBe("true or false")] = Field(
        default=False, description="Play the operators' limits: 1/min, 5/h, 10/day for codes."
    )
    keep_bodies: Annotated[bool, MustBe("true or false")] = Field(
        default=True,
        description="Keep what requests said and were answered, secrets masked, to look at in the console.",
    )
    keep_days: Annotated[float | None, MustBe("a number of days, more than 0")] = Field(
        default=None, gt=0, description="Forget finished journeys after so many days without a move; never by default."
    )
    keep_journeys: Annotated[int | None, MustBe("a number of journeys, 1 or more")] = Field(
        default=None, ge=1, description="Keep so many journeys a sandbox, older finished ones go; all by default."
    )
    token_hours: Annotated[int, MustBe("a number of hours from 1 to 87600, ten years")] = Field(
        default=12, ge=1, le=87_600, description="How long a login lasts, in hours of the sandbox's clock."
    )

    def uploads_url(self) -> str:
        """Where the services' folders of uploads are, without a slash at the end."""
        return (self.files_url or f"file://{self.data_dir.absolute()}/files").rstrip("/")

    def signing_secret(self) -> str:
        """The secret: as set, or made once and kept in the data folder, for its owner's eyes only."""
        if self.secret is None:
            self.secret = _kept_secret(self.data_dir)
        return self.secret


def _kept_secret(folder: Path) -> str:
    with usable(folder):
        path = folder / "secret"
        kept = path.read_text().strip() if path.exists() else ""
        if kept and len(kept) < SECRET_LENGTH:  # half of one, left by a full disk
            path.unlink(missing_ok=True)
        return kept if len(kept) >= SECRET_LENGTH else _made_secret(path)


def _made_secret(path: Path) -> str:
    """Whole or not at all; of several processes that start together one is the first."""
    with tempfile.NamedTemporaryFile("w", dir=path.parent, prefix="secret-") as new:  # 0600
        new.write(secrets.token_urlsafe(32))
        new.flush()
        with contextlib.suppress(FileExistsError):
            os.link(new.name, path)
    return path.read_text().strip()


def misspelt_settings() -> Iterator[str]:
    """A sentence for each variable in the environment that looks like a setting and is none."""
    return checks.misspelt(os.environ, Settings.model_fields)
