"""A life, carried into a file and out of one again."""

from pydantic import Field

from shared.instruments.contract.question import Order, Question
from shared.instruments.contract.said import Asked, Changed, Ids, Nothing, Said
from shared.instruments.contract.sandboxes import OfLife


class TableShape(Said):
    """A table and its columns, as a file has them."""

    name: str
    columns: list[str]


class TableShapes(Said):
    """In an order in which no row names one that comes later."""

    items: list[TableShape]


class LinesAsked(Asked):
    """Rows of which life and table, behind which."""

    life: int
    table: str
    after: str | None = None


class CarriedLines(Said):
    """Rows, each a JSON object in a line; `after` leads to what comes next, and is missing at the end."""

    items: list[str]
    after: str | None = None


class LinesGiven(Asked):
    """Rows for a table of a life, `first` of which is this line of their file."""

    life: int
    table: str
    first: int
    items: list[str]


class PartAsked(Asked):
    """From where on in which file."""

    key: str
    offset: int = Field(ge=0)


class FilePart(Said):
    """Bytes of a file in base64; empty at its end, None when there is no such file."""

    data: str | None


class PartGiven(Asked):
    """Bytes of a file in base64; `compare`: it is there already, and has to be the same."""

    key: str
    offset: int = Field(ge=0)
    data: str
    compare: bool = False


class PartTaken(Said):
    """Whether the file was there before; `fits` is False when it is another."""

    there: bool
    fits: bool


TABLES = Question("tables", Nothing, TableShapes)
LINES_OF = Question("rows", LinesAsked, CarriedLines)
PUT_LINES = Order("put-rows", LinesGiven, Changed)
FILES_OF = Question("files", OfLife, Ids)
FILE_PART = Question("file-part", PartAsked, FilePart)
PUT_PART = Order("put-file-part", PartGiven, PartTaken)
