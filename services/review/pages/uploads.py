"""What the pages with files say a browser may choose from."""

from services.review.rules.limits import MEGABYTES

ACCEPT = ",".join(f".{key}" for key in MEGABYTES)
"""For a file field."""

LIMIT = f"{' '.join(MEGABYTES).upper()} ≤ {max(MEGABYTES.values())} MB"
"""The same, to read."""
