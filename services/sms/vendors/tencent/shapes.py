"""What Tencent Cloud is asked and answers, with the marks of what is secret or personal in it."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict

from shared.values.sensitive import PHONE, SECRET


class Asked(BaseModel):
    """A body: what it does not know is refused."""

    model_config = ConfigDict(extra="forbid", strict=True)


class SendSms(Asked):
    """What is texted: up to 200 numbers, the variables of the template in their order."""

    PhoneNumberSet: list[Annotated[str, PHONE]]
    SmsSdkAppId: str
    TemplateId: str
    SignName: str = ""
    TemplateParamSet: Annotated[list[str] | None, SECRET] = None
    ExtendCode: str | None = None
    SessionContext: str | None = None
    SenderId: str | None = None


class PullSmsSendStatus(Asked):
    """Which reports: up to 100 reports that were not pulled yet."""

    Limit: int
    SmsSdkAppId: str


class SendStatus(BaseModel):
    """What became of one number."""

    SerialNo: str
    PhoneNumber: Annotated[str, PHONE]
    Fee: int
    SessionContext: str
    Code: str
    Message: str
    IsoCode: str


class Report(BaseModel):
    """What the operator reports of one text."""

    UserReceiveTime: int
    CountryCode: str
    SubscriberNumber: Annotated[str, PHONE]
    PhoneNumber: Annotated[str, PHONE]
    SerialNo: str
    ReportStatus: str
    Description: str
    SessionContext: str


class Why(BaseModel):
    """Why the request as a whole was refused."""

    Code: str
    Message: str


class Inner(BaseModel):
    """Either of the answers, or an error."""

    SendStatusSet: list[SendStatus] = []
    PullSmsSendStatusSet: list[Report] = []
    Error: Why | None = None
    RequestId: str


class Answer(BaseModel):
    """The envelope."""

    Response: Inner
