"""How far the story is in a sandbox, told from what is there; so that what was done by hand counts as played."""

from shentu.client import Shentu
from shentu.problems import Problem
from shentu.story.acts import PROJECT_CODE, Json, Story, log_in
from shentu.story.scene_list import PHONE, Scene, scenes


def recall(visitor: Shentu, platform: str = "") -> Story:
    """The story as the sandbox has it; `platform` is the token of its login there, empty for none. Raises Problem."""
    story = Story(visitor=visitor, owner=visitor)
    log_in(story)
    hall = story.owner.hall
    for project in hall.list_projects():
        if project["project_code"] == PROJECT_CODE:
            story.project = project
    of_project = (one for one in hall.list_applications() if one["project_id"] == story.project.get("id"))
    if application := next(of_project, None):  # the newest stands first
        story.application = application
        form = hall.read_form(story.filing)["values"]
        story.leader_phone = form.get("owner", {}).get("leader_phone") or ""
        story.code = _last_text(story, PHONE, "code").get("code", "")
        if story.leader_phone:
            story.sms = {"vars": _last_text(story, story.leader_phone, "account")}
        _at_platform(story, platform)
    return story


def next_scene(story: Story) -> int:
    """The place in the list of the first scene that is not played, the list's length when all are."""
    order = {scene.act: place for place, scene in enumerate(scenes())}
    if not story.project.get("complete"):
        return order["link_project"]
    if not story.application:
        return order["open_application"]
    expected = [one["name"] for one in story.owner.journey(story.filing).trace()["expected"]]
    awaited = [place for place, scene in enumerate(scenes()) if set(scene.awaits) & set(expected)]
    first = min(awaited, default=len(order))
    if first == order["provide_materials"] and _has_materials(story):
        return order["receive_code"]
    if first == order["upload_planning_documents"] and story.platform and _has_documents(story):
        return order["submit"]
    return order["enter_platform"] if first == order["choose_city_project"] and story.platform is None else first


def page_of(page: str, story: Story) -> str:
    """Where something is looked at, the list of projects while the story is not that far."""
    known = {"project": story.project.get("id"), "application": story.application.get("id")}
    lacking = any(f"{{{name}}}" in page and not value for name, value in known.items())
    return "/hall/web/projects" if lacking else page.format(**known)


def phone_of(scene: Scene, story: Story) -> str:
    """Whose texts it shows."""
    return story.leader_phone if scene.phone == "leader" and story.leader_phone else PHONE


def _has_materials(story: Story) -> bool:
    required = [one for one in story.owner.hall.list_materials(story.filing) if one["required"]]
    return all(one["files"] for one in required)


def _has_documents(story: Story) -> bool:
    documents = story.at_platform.review.list_planning_documents(story.review)
    return all(one["files"] for one in documents if one["required"])


def _last_text(story: Story, phone: str, holding: str) -> Json:
    found = [one["vars"] for one in story.owner.phone(phone).texts() if holding in one["vars"]]
    return found[-1] if found else {}


def _at_platform(story: Story, token: str) -> None:
    """Where the story has got to at the platform, by the login it left behind; one that has ended counts for none."""
    if not token:
        return
    there = story.visitor.with_token(token)
    try:
        projects = list(there.review.list_projects())
    except Problem:
        return
    story.platform = there
    for project in projects:
        story.city_project = project
