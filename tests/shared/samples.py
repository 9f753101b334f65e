"""One event of each type, with everything filled in that can be."""

from datetime import datetime

from shared.clock import BEIJING
from shared.events import hall, review, sms
from shared.events.base import Event

_OWNER = hall.ConfirmedUnit(
    credit_code="91410100MA9XXXX118", name="郑州示例建设有限公司", leader_name="张示例", leader_phone="13800000001"
)
_REPORT = {"message_id": "M", "template": "T3", "to_phone": "13800000001", "cause_event": "E"}

SAMPLES: tuple[Event, ...] = (
    hall.PhoneCodeIssued(application_id="A", phone="13800000066", code="123456", purpose="confirmation", minutes=5),
    hall.ApplicationConfirmed(
        application_id="A", number="202605180007", scenario="buildings", government_procurement=False,
        project=hall.ConfirmedProject(
            id="P", code="2403-410105-04-01-123456", name="示例市民服务中心项目", project_type="housing",
            land_area=20000, building_area=45000,
        ),
        owner=_OWNER, survey_unit=_OWNER, design_unit=_OWNER, form={"owner": {"leader_phone": "13800000001"}},
        materials=[
            hall.ConfirmedMaterial(
                code="M01", name="表", file_id="F", file_name="a.pdf", size=2048, sha256="0" * 64, sealed=True,
                file_key="k",
            )
        ],
        confirmed_at=datetime(2026, 5, 18, 9, tzinfo=BEIJING),
    ),
    hall.ApplicationWithdrawn(application_id="A", project_code="2403-410105-04-01-123456", reason="材料有误"),
    review.ProjectPushed(
        application_id="A", project_id="P", project_code="2403-410105-04-01-123456", project_name="示例项目",
        account="91410100MA9XXXX118", account_created=True, initial_password="secret", leader_phone="13800000001",
    ),
    review.PhoneCodeIssued(
        account="91410100MA9XXXX118", phone="13800000001", code="123456", purpose="recovery", minutes=5
    ),
    review.ProjectSubmitted(
        application_id="A", application_ids=["A"], project_id="P", project_code="2403-410105-04-01-123456",
        agency_id="G", agency_name="示例审图", assigned_by="rotation",
    ),
    review.AgencyAssigned(
        application_id="A", project_id="P", agency_id="G", agency_name="示例审图", assigned_by="owner",
        decision={"order": [1]},
    ),
    sms.MessageDelivered(**_REPORT, report_code="DELIVRD"),
    sms.MessageFailed(**_REPORT, report_code="MK:0001"),
    sms.ReportPushed(message_id="M", vendor="tencent", attempt=2, taken=False, answer="timeout"),
)  # fmt: skip
