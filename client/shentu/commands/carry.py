"""`shentu export` and `import`: a sandbox as one file."""

from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress

from shentu.commands.options import AsJson, Sandbox, Url, answer, opened, stderr


def export(
    file: Annotated[Path, typer.Argument(help="Where to, e.g. before-release.zip.")],
    sandbox: Sandbox = "default",
    url: Url = None,
    as_json: AsJson = False,
) -> None:
    """Write the whole sandbox into a file: rows, clock, uploads."""
    draft = file.with_name(f"{file.name}.part")
    with (
        opened(url, sandbox) as shentu,
        shentu.load("/sim/export") as answered,
        draft.open("wb") as kept,
        Progress(console=stderr, transient=True) as progress,
    ):
        task = progress.add_task("export", total=int(answered.headers.get("content-length", 0)) or None)
        for chunk in answered.iter_bytes():
            progress.advance(task, kept.write(chunk))
    draft.replace(file)
    answer({"file": str(file), "bytes": file.stat().st_size}, as_json, f"{file}: {file.stat().st_size:,} bytes")


def import_(
    file: Annotated[Path, typer.Argument(help="Written by `shentu export`.", exists=True, dir_okay=False)],
    sandbox: Sandbox = "default",
    url: Url = None,
    as_json: AsJson = False,
) -> None:
    """Read a file back into this sandbox; what was in it is gone."""
    headers = {"Content-Type": "application/zip", "Content-Length": str(file.stat().st_size)}
    with (
        opened(url, "") as shentu,
        Progress(console=stderr, transient=True) as progress,
        progress.open(file, "rb", description="import") as content,
    ):
        answered = shentu.request("POST", "/sim/import", params={"sandbox": sandbox}, headers=headers, content=content)
    made = answered.json()
    answer(made, as_json, str(made["sandbox"]))
