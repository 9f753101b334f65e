"""The gateway's registry: the portal's tables and the control plane's hang on it."""

from sqlalchemy.orm import registry

from shared.store import Sandboxed


class Row(Sandboxed, registry=registry()):
    """A row of the gateway; the registry keeps its tables apart from the other services'."""
