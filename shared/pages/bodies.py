"""A posted form as the body that the API takes: the same model, the same refusals."""

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from shared.http.bodies import Body
from shared.http.field_errors import refusal_of
from shared.pages.forms.values import values_from
from shared.pages.posted import Fields

B = TypeVar("B", bound=Body)


def body_of(model: type[B], fields: Fields) -> B:
    """The body that was posted, its fields called by their names; raises RequestInvalid."""
    return body_with(model, values_from(fields, model.model_json_schema()))


def body_with(model: type[B], values: Mapping[str, Any]) -> B:
    """The body of these values; raises RequestInvalid."""
    try:
        return model.model_validate(values)
    except ValidationError as error:
        raise refusal_of([{**item, "loc": ("body", *item["loc"])} for item in error.errors()]) from error
