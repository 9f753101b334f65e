"""Which fields of a service's operations are sensitive, read from the types of its routes."""

from collections.abc import Iterable, Mapping, Sequence
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from pydantic import BaseModel

from shared.http.operations import operations
from shared.instruments.contract.exchanges import Marks, OperationMarks
from shared.values.sensitive import KEYWORD, OfForms, Sensitive

NOTHING = Marks()


def operations_marked(routes: Sequence[Any]) -> list[OperationMarks]:
    """Every operation that a schema describes."""
    return [
        _operation(one.path, one.route, method)
        for one in operations(routes)
        if isinstance(one.route, APIRoute) and one.described
        for method in sorted(one.route.methods or ())
    ]


def _operation(path: str, route: APIRoute, method: str) -> OperationMarks:
    dependant, answer = route.dependant, route.response_model
    query = {one.alias: marks_of(one.field_info.annotation, one.field_info.metadata) for one in _query(dependant)}
    body = dependant.body_params[0].field_info if len(dependant.body_params) == 1 else None
    return OperationMarks(
        method=method,
        path=path,
        query=Marks(fields=query, closed=True),
        body=marks_of(body.annotation, body.metadata) if body is not None else None,
        answer=marks_of(answer) if answer is not None else None,
    )


def _query(dependant: Dependant) -> list[Any]:
    """What the operation asks for; no router asks for anything of all in it."""
    found, dependants = [], [dependant]
    while dependants:
        one = dependants.pop()
        found += one.query_params
        dependants += one.dependencies
    return found


def marks_of(annotation: Any, metadata: Sequence[Any] = (), seen: tuple[type, ...] = ()) -> Marks:
    """What is sensitive in a value of this type."""
    for mark in metadata:
        if isinstance(mark, Sensitive):
            return Marks(how=mark.how)
        if isinstance(mark, OfForms):
            return merged(marks_in(schema) for schema in mark.schemas())
    if get_origin(annotation) is Annotated:
        inner, *marks = get_args(annotation)
        return marks_of(inner, marks, seen)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _of_model(annotation, seen)
    if get_origin(annotation) in (Union, UnionType, list, tuple):
        return merged(marks_of(one, (), seen) for one in get_args(annotation))
    return NOTHING


def _of_model(model: type[BaseModel], seen: tuple[type, ...]) -> Marks:
    if model in seen:  # it holds itself
        return NOTHING
    fields = {
        info.serialization_alias or info.alias or name: marks_of(info.annotation, info.metadata, (*seen, model))
        for name, info in model.model_fields.items()
    }
    return Marks(fields=fields, closed=model.model_config.get("extra") != "allow")


def marks_in(schema: Mapping[str, Any]) -> Marks:
    """What is sensitive in a value of this JSON Schema."""
    if how := schema.get(KEYWORD):
        return Marks(how=how)
    if "items" in schema:
        return marks_in(schema["items"])
    fields = {name: marks_in(one) for name, one in schema.get("properties", {}).items()}
    return Marks(fields=fields, closed=bool(fields))


def merged(several: Iterable[Marks]) -> Marks:
    """What is sensitive in a value that may be of either kind."""
    found = [one for one in several if one != NOTHING]
    if not found:
        return NOTHING
    fields: dict[str, list[Marks]] = {}
    for one in found:
        for name, marks in one.fields.items():
            fields.setdefault(name, []).append(marks)
    how = next((one.how for one in found if one.how), None)
    return Marks(
        how=how, fields={name: merged(ones) for name, ones in fields.items()}, closed=any(o.closed for o in found)
    )
