"""What bodies that say something of an account are made of."""

from pydantic import Field

from services.gateway.portal.rules.policy import policy
from shared.http.api import Body
from shared.values import fields

ID_TYPES = "、".join(f"{code} {title}" for code, title in policy().id_types.items())


class Profile(Body):
    """法人账号信息: what the hall wants to know of an account before it shows anything (S3)."""

    legal_representative: fields.AsName | None = Field(default=None, max_length=50, examples=["张示例"])
    address: str | None = Field(default=None, max_length=200, examples=["郑州市郑东新区示例路1号"])
    agent_name: fields.AsName | None = Field(default=None, max_length=50, examples=["李经办"])
    agent_phone: fields.AsMobile | None = Field(default=None, examples=["13800000011"])
    agent_id_type: str | None = Field(default=None, max_length=3, description=ID_TYPES, examples=["111"])
    agent_id_number: fields.AsDocumentNumber | None = Field(default=None, examples=["410102199001010012"])


class Login(Body):
    """The login is the credit code, in upper or lower case."""

    login: fields.Account
    password: str = Field(min_length=1, max_length=128, examples=["Demo@2026"])
