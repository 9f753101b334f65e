"""Unknown query names are refused: a misspelt filter would be ignored, and everything would be shown."""

from collections.abc import Callable
from typing import Any, get_args, get_origin
from urllib.parse import parse_qsl
from weakref import WeakKeyDictionary

from fastapi.dependencies.utils import get_flat_params
from fastapi.params import ParamTypes
from fastapi.routing import APIRoute

from shared.errors import FieldError, RequestInvalid, pointer_to

_MOST_TOLD = 20


def check_names(route: APIRoute, query: bytes) -> None:
    """Refuse each query name that a documented operation does not declare, or that is given twice where only one value
    counts. Raises RequestInvalid."""
    if not query or not route.include_in_schema:
        return
    declared, seen, wrong = _declared(route), set[str](), dict[str, FieldError]()
    for name, _ in parse_qsl(query.decode("latin-1"), keep_blank_values=True):
        if name not in declared:
            wrong[name] = _unknown(name, sorted(declared))
        elif name in seen and not declared[name]:
            wrong[name] = FieldError(
                pointer_to("query", name), "query-repeated", "该查询参数只能给一次。", "Give this one once."
            )
        seen.add(name)
    if wrong:
        raise RequestInvalid(errors=list(wrong.values())[:_MOST_TOLD])


_known: WeakKeyDictionary[Callable[..., Any], dict[str, bool]] = WeakKeyDictionary()


def _declared(route: APIRoute) -> dict[str, bool]:
    """The query names an operation declares, and whether each may be given several times."""
    if route.endpoint not in _known:
        _known[route.endpoint] = {
            field.alias: _is_list(field.field_info.annotation)
            for field in get_flat_params(route.dependant)
            # what a model of a query declares stands in no place of its own
            if getattr(field.field_info, "in_", ParamTypes.query) is ParamTypes.query
        }
    return _known[route.endpoint]


def _is_list(annotation: Any) -> bool:
    return any(get_origin(part) is list or part is list for part in (annotation, *get_args(annotation)))


def _unknown(name: str, known: list[str]) -> FieldError:
    names = ", ".join(known)
    zh = f"没有这个查询参数，可用的有：{names}。" if known else "该接口没有查询参数，请去掉。"
    en = (
        f"There is no such query parameter, but: {names}." if known else "Nothing is asked by query here: leave it out."
    )
    return FieldError(pointer_to("query", name), "query-unknown", zh, en)
