"""What was filed and how it stands: a JSON file. Two threads may use it: who files, and who hears the news."""

import json
from pathlib import Path
from threading import Lock
from typing import Any


class Records:
    """Kept over restarts."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock()
        empty: dict[str, Any] = {"applications": {}, "states": {}, "heard": []}
        self._known = json.loads(path.read_text("utf-8")) if path.exists() else empty

    def application_of(self, project_code: str) -> str | None:
        """Its id, if one was opened."""
        return self._known["applications"].get(project_code)

    def keep(self, project_code: str, application_id: str) -> None:
        """Before anything else is done with it."""
        with self._lock:
            self._known["applications"][project_code] = application_id
            self._write()

    def state_of(self, project_code: str) -> str:
        """As it was heard last."""
        return self._known["states"].get(self.application_of(project_code), "opened")

    def hear(self, message: str, application_id: str, state: str) -> bool:
        """Note the news of this message; False for one that was heard before, or of somebody else's application."""
        with self._lock:
            if message in self._known["heard"] or application_id not in self._known["applications"].values():
                return False
            self._known["states"][application_id] = state
            self._known["heard"].append(message)
            self._write()
            return True

    def _write(self) -> None:
        self._path.write_text(json.dumps(self._known), "utf-8")
