"""An operation without a name of its own is called by its address."""

from pathlib import Path

from fastapi import FastAPI

from shared.http.summaries import summarise


def test_names_come_from_the_file_or_from_the_address(tmp_path: Path) -> None:
    api = FastAPI()
    for method, address in (
        ("GET", "/sim/faults"),
        ("DELETE", "/sim/dead-letters/{event_id}"),
        ("POST", "/sim/faults"),
    ):
        api.add_api_route(address, lambda: None, methods=[method])
    (tmp_path / "summaries.toml").write_text('"POST /sim/faults" = { id = "set_fault", zh = "设故障", en = "Set one" }')
    summarise(api, tmp_path / "summaries.toml")
    operations = [one for item in api.openapi()["paths"].values() for one in item.values()]
    named = {one["operationId"] for one in operations}
    assert named == {"get_faults", "delete_dead_letters_by_event_id", "set_fault"}
    assert "设故障 · Set one" in {one["summary"] for one in operations}
