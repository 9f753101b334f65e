"""Pages of the simulator's own are for whoever knows SHENTU_SIM_TOKEN, where it is set."""

from pathlib import Path

import pytest

from tests.harness import client_of, running
from tests.pages.sample.service import create_sample

TOKEN = "known-to-whoever-started-it"


@pytest.mark.parametrize(
    ("wanted", "shown", "status"),
    [(None, None, 200), (TOKEN, TOKEN, 200), (TOKEN, None, 303), (TOKEN, "guess", 303), (TOKEN, "", 303)],
)
async def test_who_sees_them(tmp_path: Path, wanted: str | None, shown: str | None, status: int) -> None:
    async with running(tmp_path, create_sample, sim_token=wanted) as (service,), client_of(service) as client:
        cookie = {} if shown is None else {"Cookie": f"shentu_sim={shown}"}
        answer = await client.get("/hall/web/guarded", headers=cookie)
        assert answer.status_code == status
        if status == 303:
            assert answer.headers["location"].startswith("/console/login?next=%2Fhall%2Fweb%2Fguarded")
