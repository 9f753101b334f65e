"""The whole road, step by step, over HTTP: what an outside program does that has read the contract and nothing else.

    python -m tests.journeys.walk http://127.0.0.1:8000                   one owner
    python -m tests.journeys.walk http://127.0.0.1:8000 --sandboxes 30    thirty at once, each in a sandbox of its own

Each function is one thing a user does; `file`, `open_account` and `submit_for_review` string them together.
"""

from tests.journeys.walk.files import archive, pdf
from tests.journeys.walk.filing import Filing, file, journey_of, prepare, prepare_for
from tests.journeys.walk.hall import (
    CONFIRMING_PHONE,
    code_from_phone,
    confirm,
    documented_example,
    enter_project_by_hand,
    link_project,
    log_in,
    open_application,
    provide_material,
    ready_to_confirm,
    verify,
)
from tests.journeys.walk.review import (
    NEW_PASSWORD,
    bring_in_units,
    choose_agency,
    choose_city_project,
    complete_basics,
    complete_details,
    enter_platform,
    find_city_project,
    join_project,
    open_account,
    prepare_city_project,
    provide_planning_documents,
    share_code,
    shortcomings,
    submit,
    submit_for_review,
    upload_drawing,
)
from tests.journeys.walk.road import sandbox, walk
from tests.journeys.walk.waiting import await_event, next_message, settle

__all__ = [
    "CONFIRMING_PHONE",
    "NEW_PASSWORD",
    "Filing",
    "archive",
    "await_event",
    "bring_in_units",
    "choose_agency",
    "choose_city_project",
    "code_from_phone",
    "complete_basics",
    "complete_details",
    "confirm",
    "documented_example",
    "enter_platform",
    "enter_project_by_hand",
    "file",
    "find_city_project",
    "join_project",
    "journey_of",
    "link_project",
    "log_in",
    "next_message",
    "open_account",
    "open_application",
    "pdf",
    "prepare",
    "prepare_city_project",
    "prepare_for",
    "provide_material",
    "provide_planning_documents",
    "ready_to_confirm",
    "sandbox",
    "settle",
    "share_code",
    "shortcomings",
    "submit",
    "submit_for_review",
    "upload_drawing",
    "verify",
    "walk",
]  # fmt: skip
