"""A seal holds for one unit and for the very bytes it was put on."""

import pytest

from services.hall.actions.seal_material_file import seal_holds
from services.hall.rules.owner import Owner

OWNER = Owner("91410100MA9XXXX118", "示例建设有限公司", real_name_verified=True, profile_complete=True)
SEAL = {"signer_credit_code": OWNER.credit_code, "seal_code": "A", "sha256": "1" * 64, "signed_at": "2026-05-18"}


@pytest.mark.parametrize(
    ("seal", "sha256", "holds"),
    [
        (SEAL, "1" * 64, True),
        (SEAL, "2" * 64, False),
        (SEAL | {"signer_credit_code": "91410105MA9XXXX2X8"}, "1" * 64, False),
        (None, "1" * 64, False),
    ],
    ids=["as signed", "file changed", "somebody else's", "none"],
)
def test_a_seal(seal: dict[str, str] | None, sha256: str, holds: bool) -> None:
    assert seal_holds(seal, OWNER, sha256) is holds
