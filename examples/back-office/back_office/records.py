"""What was filed: a JSON file, project code → application."""

import json
from pathlib import Path


class Records:
    """Kept over restarts."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: dict[str, str] = json.loads(path.read_text("utf-8")) if path.exists() else {}

    def application_of(self, project_code: str) -> str | None:
        """Its id, if one was opened."""
        return self._known.get(project_code)

    def keep(self, project_code: str, application_id: str) -> None:
        """Before anything else is done with it."""
        self._known[project_code] = application_id
        self._path.write_text(json.dumps(self._known), "utf-8")
