"""What bodies that say something of an account are made of."""

from typing import Annotated, Literal

from pydantic import Field

from services.gateway.portal.rules.policy import policy
from shared.http.api import Body
from shared.values import fields
from shared.values.sensitive import PERSON, SECRET

Person = Annotated[fields.AsName, PERSON]
ID_TYPES = "、".join(f"{code} {title}" for code, title in policy().id_types.items())


# 实名认证: which level of it each way brings.
LEVELS = {"certificate": 1, "on-site": 2, "online": 3}


class Profile(Body):
    """法人账号信息: what the hall wants to know of an account before it shows anything (S3)."""

    legal_representative: Person | None = Field(default=None, max_length=50, examples=["张示例"])
    address: str | None = Field(default=None, max_length=200, examples=["郑州市郑东新区示例路1号"])
    agent_name: Person | None = Field(default=None, max_length=50, examples=["李经办"])
    agent_phone: fields.AsMobile | None = Field(default=None, examples=["13800000011"])
    agent_id_type: str | None = Field(default=None, max_length=3, description=ID_TYPES, examples=["111"])
    agent_id_number: fields.AsDocumentNumber | None = Field(default=None, examples=["410102199001010012"])


class Login(Body):
    """The login is the credit code, in upper or lower case."""

    login: fields.Account
    password: Annotated[str, SECRET] = Field(min_length=1, max_length=128, examples=["Demo@2026"])


class Registration(Profile):
    """A new account; without the rest of the information it can log in, but the hall stays blank (S3)."""

    credit_code: fields.Account
    name: fields.AsName = Field(min_length=2, max_length=100, examples=["郑州示例建设有限公司"])
    password: Annotated[str, SECRET] = Field(min_length=1, max_length=128, examples=["Demo@2026"])


class Verification(Body):
    """Who verifies the unit: its agent (经办人), with a document and a phone; the account keeps them.

    `legal_representative`, when given, must be the account's.
    """

    method: Literal["certificate", "on-site", "online"] = Field(default="online", examples=["online"])
    agent_name: Person = Field(min_length=1, max_length=50, examples=["钱经办"])
    agent_id_type: str = Field(min_length=1, max_length=3, description=ID_TYPES, examples=["111"])
    agent_id_number: fields.AsDocumentNumber = Field(min_length=1, examples=["410105198506150023"])
    agent_phone: fields.AsMobile = Field(min_length=1, examples=["13800000013"])
    legal_representative: Person | None = Field(default=None, max_length=50)
