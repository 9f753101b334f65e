"""The codes of Tencent Cloud."""

from pathlib import Path

from services.sms.vendors.refused import codes_in

CODES = codes_in(Path(__file__).parent / "codes.toml")
