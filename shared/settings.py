"""Every setting, from the environment (`SHENTU_…`); the only module that reads it."""

import os
import secrets
from pathlib import Path

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What can be set. Defaults give the embedded simulator on 127.0.0.1:8000."""

    model_config = SettingsConfigDict(env_prefix="SHENTU_", env_ignore_empty=True, extra="ignore")

    host: str = Field(default="127.0.0.1", description="Address to listen on.")
    port: int | None = Field(default=None, description="Port; 8000 (gateway, all), 8001 hall, 8002 review, 8003 sms.")
    data_dir: Path = Field(default=Path("var"), description="Folder of the SQLite files, uploads and the secret.")
    database_url: str | None = Field(
        default=None, description="postgresql://… instead of SQLite; `{service}` in it becomes the service's name."
    )
    bus_url: str = Field(default="local://", description="amqp://… for RabbitMQ; local:// delivers in the process.")
    files_url: str | None = Field(
        default=None, description="Where uploads go, a folder a service: any fsspec URL; by default in the data folder."
    )
    secret: str | None = Field(
        default=None, description="Signs tokens and the services' inner doors; kept in the data folder when not set."
    )
    sim_token: str | None = Field(default=None, description="When set, /sim asks for it (Bearer or Sim-Token header).")
    hall_url: str = Field(default="http://127.0.0.1:8001", description="Where the gateway finds the hall.")
    review_url: str = Field(default="http://127.0.0.1:8002", description="Where the gateway finds the review platform.")
    sms_url: str = Field(default="http://127.0.0.1:8003", description="Where the gateway finds the SMS service.")
    log_level: str = Field(default="info", description="debug, info, warning or error.")
    body_limit: int = Field(default=1_048_576, description="Largest request body in bytes, uploads apart.")
    upload_limit: int = Field(default=210_000_000, description="Largest upload request in bytes.")
    rate_limit: int = Field(default=3000, description="Requests a second for each client and sandbox; 0 for no limit.")
    sms_limits: bool = Field(default=False, description="Play the operators' limits: 1/min, 5/h, 10/day for codes.")
    token_hours: int = Field(default=12, description="How long a login lasts, in hours of the sandbox's clock.")

    @field_validator("log_level")
    @classmethod
    def _lower(cls, value: str) -> str:
        return value.lower()

    def uploads_url(self) -> str:
        """Where the services' folders of uploads are, without a slash at the end."""
        return (self.files_url or f"file://{self.data_dir.absolute()}/files").rstrip("/")

    def signing_secret(self) -> str:
        """The secret: as set, or made once and kept in the data folder."""
        if self.secret:
            return self.secret
        self.data_dir.mkdir(parents=True, exist_ok=True)
        path = self.data_dir / "secret"
        if not path.exists():
            path.touch(mode=0o600)
            path.write_text(secrets.token_urlsafe(32))
        self.secret = path.read_text().strip()
        return self.secret


def environment_with(**settings: str) -> dict[str, str]:
    """This process's environment for another one, with exactly these `SHENTU_…` settings in it."""
    return {name: value for name, value in os.environ.items() if not name.startswith("SHENTU_")} | settings
