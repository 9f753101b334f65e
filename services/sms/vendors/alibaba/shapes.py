"""What Alibaba Cloud is asked and answers, with the marks of what is secret or personal in it."""

from typing import Annotated

from pydantic import BaseModel

from shared.values.sensitive import PHONE, SECRET


class Common(BaseModel):
    """What every request of the old SDKs says."""

    Action: str
    Version: str
    Format: str
    AccessKeyId: str
    Signature: Annotated[str, SECRET]
    SignatureMethod: str
    SignatureNonce: str
    SignatureType: str
    SignatureVersion: str
    Timestamp: str
    RegionId: str
    OwnerId: str
    ResourceOwnerAccount: str
    ResourceOwnerId: str


class SendSms(Common):
    """What is texted: numbers with commas between them, a JSON object for the variables of the template."""

    PhoneNumbers: Annotated[str, SECRET]
    SignName: str
    TemplateCode: str
    TemplateParam: Annotated[str, SECRET]
    SmsUpExtendCode: str
    OutId: str


class QuerySendDetails(Common):
    """What became of the texts to a number on a day."""

    PhoneNumber: Annotated[str, PHONE]
    BizId: str
    SendDate: str
    PageSize: str
    CurrentPage: str


class Detail(BaseModel):
    """What became of one text."""

    PhoneNum: Annotated[str, PHONE]
    SendStatus: int
    SendDate: str
    ReceiveDate: str
    ErrCode: str
    TemplateCode: str
    Content: Annotated[str, SECRET]
    OutId: str


class Details(BaseModel):
    """The vendor's way to write a list."""

    SmsSendDetailDTO: list[Detail]


class Answer(BaseModel):
    """All answers, refusals included: their sentence may hold what was signed."""

    RequestId: str
    HostId: str
    Code: str
    Message: Annotated[str, SECRET]
    BizId: str
    TotalCount: int
    SmsSendDetailDTOs: Details
