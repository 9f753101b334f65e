"""`shentu up` and `reset`: an instance from start to stop, and its data."""

import json
import re
import signal
import subprocess
from pathlib import Path

from shentu import Shentu

from tests.client.command import WORDS, environment, shentu


def up(folder: Path, *words: str) -> subprocess.Popen[str]:
    command = [*WORDS, "up", "--port", "0", "--data-dir", str(folder / "var"), *words]
    return subprocess.Popen(command, cwd=folder, env=environment(), stdout=subprocess.PIPE, text=True, encoding="utf-8")


def test_it_runs_until_it_is_stopped_and_its_data_stay_until_they_are_forgotten(tmp_path: Path) -> None:
    with up(tmp_path) as running:
        assert running.stdout is not None
        url = next(found[1] for line in running.stdout if (found := re.search(r"is ready: (http://\S+)", line)))
        with Shentu(url, sim_token="") as visitor:
            assert visitor.sim.read_clock()["frozen"] is False
        refused = shentu("reset", "--data-dir", str(tmp_path / "var"))
        assert refused.returncode == 1 and "in use" in refused.stderr
        running.send_signal(signal.SIGINT)
    assert running.returncode == 0 and (tmp_path / "var" / "hall.sqlite3").exists()
    assert shentu("reset", "--data-dir", str(tmp_path / "var")).returncode == 0
    assert not (tmp_path / "var").exists()


def test_a_program_is_told_its_address_as_a_document(tmp_path: Path) -> None:
    with up(tmp_path, "--json") as running:
        assert running.stdout is not None
        told = ""
        while not told.endswith("}\n"):
            told += (line := running.stdout.readline())
            assert line, told
        said = json.loads(told)
        with Shentu(said["url"], sim_token="") as visitor:
            assert visitor.sim.read_clock()
        running.send_signal(signal.SIGTERM)
    assert running.returncode == 0
