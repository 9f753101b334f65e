"""What a form posted: text by field name, several for one name where there are several, fit to be stored."""

from collections.abc import Iterator, Mapping

from starlette.datastructures import FormData

from shared.errors import FieldError, RequestInvalid
from shared.http.bodies import storable


class Fields(Mapping[str, str]):
    """The text fields; of those posted several times the last one counts, `all` gives each."""

    def __init__(self, items: Mapping[str, list[str]] | None = None) -> None:
        self._items = items or {}

    def __getitem__(self, name: str) -> str:
        return self._items[name][-1]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def all(self, name: str) -> list[str]:
        """Every value of that name, in their order."""
        return self._items.get(name, [])

    @classmethod
    def of(cls, form: FormData) -> "Fields":
        """Those of a form as it came in; raises RequestInvalid for text that no database takes."""
        items: dict[str, list[str]] = {}
        for name, value in form.multi_items():
            if isinstance(value, str):
                items.setdefault(name, []).append(value.replace("\r\n", "\n"))
        if wrong := [name for name, values in items.items() if not storable([name, *values])]:
            raise RequestInvalid(errors=[_unstorable(name) for name in wrong])
        return cls(items)


def _unstorable(name: str) -> FieldError:
    pointer = "/" + name.encode("utf-8", "replace").decode().replace("\0", "")[:100]
    return FieldError(pointer, "text-unstorable", "该字段含有无法保存的字符。", "text contains NUL or surrogates")
