"""Numbers of electronic seals (电子签章)."""

import hashlib

_SERIALS = 10**7


def seal_code(credit_code: str) -> str:
    """The number of a unit's seal (印章编码), always the same: 13 digits, as the public security bureaus number seals.

    The six of the region that registered the unit, then a serial of seven, here made from the credit code (invented).
    """
    serial = int.from_bytes(hashlib.sha256(f"seal/{credit_code}".encode()).digest()[:8]) % _SERIALS
    return f"{credit_code[2:8]}{serial:07d}"
