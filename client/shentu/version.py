# Made by `make docs` from the OpenAPI documents: change the server, not this file.
"""Of the instance that this client was made for."""

VERSION = "0.1.0"
