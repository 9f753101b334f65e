"""What the environment says: where the instance is, the token of its control plane, and who reads."""

import os
from collections.abc import Mapping

DEFAULT_URL = "http://127.0.0.1:8000"


def url_from(given: str | None) -> str:
    """The address given, else `SHENTU_URL`, else the one that `shentu up` takes."""
    return (given or os.environ.get("SHENTU_URL") or DEFAULT_URL).rstrip("/")


def url_named() -> str | None:
    """`SHENTU_URL`, if it is set."""
    return os.environ.get("SHENTU_URL") or None


def sim_token_from(given: str | None) -> str:
    """The token given (empty for none), else `SHENTU_SIM_TOKEN`."""
    return os.environ.get("SHENTU_SIM_TOKEN", "") if given is None else given


def language_of_terminal() -> str | None:
    """English where the terminal's locale is; else what the instance says by itself, which is Chinese."""
    said = next((found for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (found := os.environ.get(name))), "")
    return "en" if said.lower().startswith("en") else None


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    """The environment as it is, with these."""
    return {**os.environ, **settings}


def environment_with(**settings: str) -> dict[str, str]:
    """For an instance of its own: the environment without the settings of another one."""
    return {name: value for name, value in os.environ.items() if not name.startswith("SHENTU_")} | settings


def proxies() -> list[str]:
    """Variables that send requests by way of a proxy."""
    return [name for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY") if os.environ.get(name)]
