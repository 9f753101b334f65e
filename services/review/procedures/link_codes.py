"""分享项目关联码, and 关联项目 (S20)."""

from services.review.actions.issue_link_code import issue_link_code
from services.review.actions.link_project import link_project
from services.review.views.link_codes import LinkCodeView, ProjectLink, link_code_view, project_link
from shared.store import Store


async def issue(store: Store, account: str, project_id: str, role: str) -> LinkCodeView:
    """A new code for one kind of unit; raises as `issue_link_code`."""
    return await store.write(lambda tx: link_code_view(issue_link_code(tx, account, project_id, role)))


async def use(store: Store, account: str, name: str, role: str, code: str) -> ProjectLink:
    """A unit, by account, name and role, joins the project the code is of; raises as `link_project`."""
    return await store.write(lambda tx: project_link(tx, link_project(tx, account, name, role, code)))
