"""What a person does with each operation, in both languages, and what a program calls it: from `summaries.toml`."""

import tomllib
from pathlib import Path
from typing import Any

from fastapi import FastAPI


def summarise(api: FastAPI, path: Path) -> None:
    """Put each operation's line of the file into the OpenAPI document: its summary and its `operationId`."""
    generated = api.openapi

    def openapi() -> dict[str, Any]:
        document = generated()
        lines = summaries(path)
        for address, item in document["paths"].items():
            for method, operation in item.items():
                said = lines.get(f"{method.upper()} {address}", {})
                operation["operationId"] = said.get("id") or _plain_id(method, address)
                if said:
                    operation["summary"] = f"{said['zh']} · {said['en']}"
        return document

    api.openapi = openapi  # type: ignore[method-assign]  # as FastAPI's documentation has it


def summaries(path: Path) -> dict[str, dict[str, str]]:
    """`METHOD /path` → `{id, zh, en}`."""
    return tomllib.loads(path.read_text("utf-8"))


def _plain_id(method: str, address: str) -> str:
    """Of an operation without an `id`: `DELETE /sim/faults/{fault_id}` → `delete_faults_by_fault_id`."""
    parts = [part.replace("{", "by_").rstrip("}") for part in address.split("/")[2:]]
    return "_".join([method, *parts]).replace("-", "_")
