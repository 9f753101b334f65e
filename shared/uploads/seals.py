"""Electronic seals (电子签章): a unit's own, over the bytes of one file."""

import hashlib
from datetime import datetime

from shared.views import View

_SERIALS = 10**7


class SealView(View):
    """An electronic seal (电子签章): whose, its number (印章编码), over which bytes, when."""

    signer_credit_code: str
    seal_code: str
    sha256: str
    signed_at: datetime


def seal_code(credit_code: str) -> str:
    """The number of a unit's seal (印章编码), always the same: 13 digits, as the public security bureaus number seals.

    The six of the region that registered the unit, then a serial of seven, here made from the credit code (invented).
    """
    serial = int.from_bytes(hashlib.sha256(f"seal/{credit_code}".encode()).digest()[:8]) % _SERIALS
    return f"{credit_code[2:8]}{serial:07d}"
