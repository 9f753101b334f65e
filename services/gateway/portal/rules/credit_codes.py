"""New unified social credit codes with right check characters, made to look invented (GB 32100, GB 11714)."""

from random import Random

from stdnum.cn import uscc

_COMPANY = "91"
_PREFIX = {"institution": "12", "government": "11"}
_REGIONS = ("410102", "410103", "410104", "410105", "410106", "410108", "410122")
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def make_credit_code(kind: str, randomness: Random) -> str:
    """A valid code of a unit in Zhengzhou: an institution, a government office, or else a company."""
    body = ("MB9X" if kind in _PREFIX else "MA9X") + "".join(randomness.choices(_ALPHABET, k=4))
    code = _PREFIX.get(kind, _COMPANY) + randomness.choice(_REGIONS) + body + _organisation_check(body)
    return code + str(uscc.calc_check_digit(code))


def _organisation_check(body: str) -> str:
    total = sum(int(character, 36) * weight for character, weight in zip(body, _WEIGHTS, strict=True))
    return "0X987654321"[total % 11]
