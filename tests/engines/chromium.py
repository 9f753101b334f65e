"""Where a Chromium is. Playwright drives the system's browser; it downloads none."""

import shutil
from pathlib import Path

from tests.engines.engine import NotInstalled

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"


def find_program() -> str:
    """The browser's path. Raises NotInstalled."""
    for place in (*map(shutil.which, PROGRAMS), MAC):
        if place and Path(place).exists():
            return place
    raise NotInstalled("no Chromium on this machine (Debian: apt install chromium fonts-noto-cjk)")
