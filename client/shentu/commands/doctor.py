"""`shentu doctor`: what stands in the way, and what to do about it."""

import importlib.util
import platform
from collections.abc import Iterator
from dataclasses import asdict, dataclass

import typer

from shentu.client import Shentu
from shentu.commands.options import NO, AsJson, Url, console, tell_json
from shentu.instance import SERVER
from shentu.problems import ShentuError
from shentu.settings import proxies
from shentu.version import VERSION


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; `ok` is None for what is only worth knowing."""

    what: str
    ok: bool | None
    said: str


def doctor(url: Url = None, as_json: AsJson = False) -> None:
    """Look at this machine and the instance; ends with 1 when something stands in the way."""
    found = [*_machine(), *_instance(url)]
    if as_json:
        tell_json([asdict(one) for one in found])
    else:
        marks = {True: "ok", False: "WRONG", None: "note"}
        for one in found:
            console.print(f"{marks[one.ok]:<6} {one.what:<10} {one.said}", markup=False)
    if any(one.ok is False for one in found):
        raise typer.Exit(NO)


def _machine() -> Iterator[Finding]:
    yield Finding("python", True, f"{platform.python_version()}, client {VERSION}")
    if importlib.util.find_spec("fastapi"):
        yield Finding("server", True, f"{SERVER}")
    else:
        yield Finding("server", None, "not installed: `shentu up` needs the extra, shentu-….whl[server]")
    if set_ := proxies():
        yield Finding(
            "proxy", None, f"{', '.join(set_)} is set: this client passes it by for this machine; others may not"
        )


def _instance(url: str | None) -> Iterator[Finding]:
    try:
        with Shentu(url) as shentu:
            yield from _asked(shentu)
    except ShentuError as error:
        yield Finding("instance", False, f"{error} `shentu up` starts one, --url or SHENTU_URL names another.")


def _asked(shentu: Shentu) -> Iterator[Finding]:
    ready = shentu.request("GET", "/readyz").json()
    yield Finding("instance", True, f"{shentu.url} is ready: {', '.join(ready['services'])}")
    version = shentu.request("GET", "/sim/openapi.json").json()["info"]["version"]
    same = version == VERSION
    yield Finding("version", True if same else None, f"instance {version}{'' if same else f', client {VERSION}'}")
    sandboxes = sum(1 for _ in shentu.sim.list_sandboxes())
    yield Finding("control", True, f"/sim opens; {sandboxes} sandboxes")
    ahead = shentu.sim.read_clock()["offset_seconds"]
    if ahead:
        yield Finding("clock", None, f"the sandbox `{shentu.sandbox}` is {ahead:.0f} s ahead: `shentu clock --real`")
