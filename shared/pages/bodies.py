"""A posted form as the body that the API takes: the same model, the same refusals."""

from collections.abc import Mapping
from typing import Any, TypeVar

from shared.http.bodies import Body
from shared.http.field_errors import read_as_body
from shared.pages.forms.values import values_from
from shared.pages.posted import Fields

B = TypeVar("B", bound=Body)


def body_of(model: type[B], fields: Fields) -> B:
    """The body that was posted, its fields called by their names; raises RequestInvalid."""
    return body_with(model, values_from(fields, model.model_json_schema()))


def body_with(model: type[B], values: Mapping[str, Any]) -> B:
    """The body of these values; raises RequestInvalid."""
    return read_as_body(model, values)
