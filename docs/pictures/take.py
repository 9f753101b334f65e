"""The pictures of the READMEs: `python -m docs.pictures.take` (or `make screenshots`) takes them anew.

The tour of the console plays its story in a fresh instance, a click a scene; pictures.toml says what is looked at after
which scene.
"""

import shutil
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import httpx
from PIL import Image
from playwright.sync_api import BrowserContext, sync_playwright
from shentu.instance import fresh_instance
from shentu.story.scene_list import scenes

FOLDER = Path(__file__).parent
LANGUAGES = ("zh", "en")
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]


@dataclass(frozen=True)
class Picture:
    """See pictures.toml."""

    name: str
    after: str
    path: str
    size: tuple[int, int]
    languages: tuple[str, ...]


def pictures() -> Iterator[Picture]:
    """As pictures.toml has them."""
    for one in tomllib.loads((FOLDER / "pictures.toml").read_text("utf-8"))["picture"]:
        yield Picture(**{**one, "size": tuple(one["size"]), "languages": tuple(one["languages"])})


def files() -> set[str]:
    """The names of all of them."""
    return {f"{picture.name}-{language}.png" for picture in pictures() for language in picture.languages}


class Show:
    """The story in a sandbox of its own, in a browser that speaks one language."""

    def __init__(self, url: str, language: str, context: BrowserContext) -> None:
        self._language, self._context, self._sandbox = language, context, f"tour-{language}"
        self._http = httpx.Client(base_url=url, trust_env=False)
        self._http.post("/sim/sandboxes", json={"name": self._sandbox, "random_seed": 7}).raise_for_status()
        self._http.headers["Sim-Sandbox"] = self._sandbox
        kept = {"shentu_sandbox": self._sandbox, "shentu_lang": language}
        context.add_cookies([{"name": name, "value": kept[name], "url": url} for name in kept])
        self._tour, self._looking = context.new_page(), context.new_page()

    def play(self, folder: Path) -> None:
        """Every scene by its button, and what is to be seen after each."""
        self._tour.goto(f"/console/in/{self._sandbox}/tour")
        for scene in ("", *(one.id for one in scenes())):
            if scene:
                with self._tour.expect_navigation():
                    self._tour.click(".moves form button")
            for picture in pictures():
                if picture.after == scene and self._language in picture.languages:
                    self._take(picture, folder / f"{picture.name}-{self._language}.png")
        self._http.close()

    def _take(self, picture: Picture, file: Path) -> None:
        page = self._looking
        width, height = picture.size
        page.set_viewport_size({"width": width, "height": height})
        page.goto(self._address(picture.path))
        _write(page.screenshot(animations="disabled"), file)
        print(f"{file.name}  {file.stat().st_size / 1000:.0f} kB")

    def _address(self, path: str) -> str:
        if "{" not in path:
            return path
        [*_, journey] = [one["journey"] for one in self._http.get("/sim/journeys").json()["items"]] or [""]
        project = self._project() if "{project}" in path else ""
        return path.format(sandbox=self._sandbox, journey=journey, project=project)

    def _project(self) -> str:
        self._looking.goto("/review/web/projects")
        return self._looking.locator("tr[data-project]").get_attribute("data-project") or ""


def _write(png: bytes, file: Path) -> None:
    """In 256 colours, which is plenty for pages and a third of the bytes."""
    picture = Image.open(BytesIO(png)).convert("RGB")
    picture.quantize(256, dither=Image.Dither.NONE).save(file, optimize=True)


def take(folder: Path) -> None:
    """All pictures into this folder."""
    program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        sys.exit("Pictures are taken with Chromium; there is none on PATH. Debian: apt install chromium fonts-noto-cjk")
    with fresh_instance() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        for language in LANGUAGES:
            Show(url, language, browser.new_context(base_url=url)).play(folder)
        browser.close()


if __name__ == "__main__":
    take(Path(sys.argv[1]) if sys.argv[1:] else FOLDER)
