"""The pushed project is announced to the owner's project leader, at the number in the form (guide step 7)."""

from services.sms.actions.send_message import send_message
from shared.events.review import ProjectPushed
from shared.store import Transaction


def handle(tx: Transaction, event: ProjectPushed, *, limited: bool) -> None:
    """T3 with account and password when the account is new, T4 without a password when there was one."""
    values = {"project_name": event.project_name, "project_code": event.project_code, "account": event.account}
    template = "T4"
    if event.account_created and event.initial_password:
        template, values["initial_password"] = "T3", event.initial_password
    send_message(tx, template, event.leader_phone, values, limited=limited)
