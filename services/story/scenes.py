"""What happens in each scene of scenes.toml, through the public API. Each returns what there is to tell about it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from services.story.caller import Caller, Json
from services.story.scene_list import PHONE, Scene

PASSWORD = "Demo@2026"
NEW_PASSWORD = "Zhengzhou#2026"
OWNER = "91410100MA9XXXX118"
UNITS = {"design": "91410102MA9XXXX38W", "survey": "91410103MA9XXXX466"}
ROLES = {"design": "设计单位", "survey": "勘察单位"}
PROJECT = {"project_code": "2403-410105-04-01-123456", "project_name": "示例市民服务中心项目"}


@dataclass
class Story:
    """What a scene leaves behind for the next ones."""

    sandbox: str
    visitor: Caller
    owner: Caller
    project: Json = field(default_factory=dict)
    application: Json = field(default_factory=dict)
    leader_phone: str = ""
    code: str = ""
    sms: Json = field(default_factory=dict)
    platform: Caller | None = None
    city_project: Json = field(default_factory=dict)

    @property
    def filing(self) -> str:
        """Where the application lives."""
        return f"/hall/applications/{self.application['id']}"

    @property
    def review(self) -> str:
        """Where the provincial project lives."""
        return f"/review/projects/{self.city_project['id']}"

    @property
    def at_platform(self) -> Caller:
        """The owner, logged in at the review platform."""
        assert self.platform is not None
        return self.platform


def log_in(story: Story) -> str:
    """Log in at the portal."""
    answer = story.visitor.post("/portal/login", login=OWNER, password=PASSWORD)
    story.owner = story.visitor.as_(answer["access_token"])
    return f"{answer['account']['name']}（{OWNER}）已登录，已实名认证，账号信息完整。"


def link_project(story: Story) -> str:
    """Link the project, complete it."""
    if not story.project:
        story.project = story.owner.post("/hall/projects/link", **PROJECT)
    story.owner.patch(f"/hall/projects/{story.project['id']}", land_area=20000, building_area=45000)
    return f"按发改代码 {PROJECT['project_code']} 关联“{PROJECT['project_name']}”，补全总用地面积和总建设面积（整数）。"


def open_application(story: Story) -> str:
    """Open a joint review."""
    story.application = story.owner.post(
        "/hall/applications", project_id=story.project["id"], stage="construction-permit", matter="joint-review",
        scenario="buildings",
    )  # fmt: skip
    return f"申报编号 {story.application['number']}，状态 {story.application['status']}（可暂存，随时接着办）。"


def fill_form(story: Story) -> str:
    """The one form."""
    example = story.owner.get(f"{story.filing}/form")["example"]
    filled = story.owner.put(f"{story.filing}/form", example)
    story.leader_phone = filled["values"]["owner"]["leader_phone"]
    sections = len(filled["values"])
    return f"{sections} 个部分全部填完，没有缺项。建设单位项目负责人手机号 {story.leader_phone}：账号短信将发到这里。"


def provide_materials(story: Story) -> str:
    """The materials."""
    sealed = 0
    required = [one for one in story.owner.get(f"{story.filing}/materials")["items"] if one["required"]]
    for one in required:
        if one["files"]:  # somebody did it by hand
            continue
        files = f"{story.filing}/materials/{one['code']}/files"
        stored = story.owner.upload(files, f"{one['name']}.pdf")
        if one["needs_seal"]:
            story.owner.post(f"{files}/{stored['file_id']}/seal")
            sealed += 1
    return f"上传 {len(required)} 项必要材料（☆），其中 {sealed} 项加盖电子签章（签）。"


def receive_code(story: Story) -> str:
    """The code on the phone."""
    story.owner.post(f"{story.filing}/verification-code", phone=PHONE)
    text = story.owner.get(f"/sim/phones/{PHONE}/messages", wait=10)["items"][-1]
    story.code = text["vars"]["code"]
    return f"手机 {PHONE} 收到：{text['text']}"


def confirm(story: Story) -> str:
    """Confirm."""
    answer = story.owner.post(f"{story.filing}/confirmation", phone=PHONE, code=story.code)
    return f"申报完成，状态 {answer['status']}。大厅随即把项目推送给省图审系统。"


def receive_account(story: Story) -> str:
    """The account SMS."""
    story.owner.get("/sim/wait", journey=story.application["id"], event="sms.message.delivered", timeout=30)
    story.sms = story.owner.get(f"/sim/phones/{story.leader_phone}/messages", wait=10)["items"][-1]
    return f"项目负责人手机 {story.leader_phone} 收到账号 {story.sms['vars']['account']} 和初始密码。"


def enter_platform(story: Story) -> str:
    """Log in at the platform."""
    account, initial = story.sms["vars"]["account"], story.sms["vars"]["initial_password"]
    if not _has_changed_its_password(story):
        first = story.visitor.post("/review/login", account=account, password=initial)
        story.visitor.as_(first["access_token"]).put("/review/password", {"new_password": NEW_PASSWORD})
    second = story.visitor.post("/review/login", account=account, password=NEW_PASSWORD)
    story.platform = story.visitor.as_(second["access_token"])
    return "用短信中的初始密码登录，按要求修改密码，重新登录。"


def _has_changed_its_password(story: Story) -> bool:
    """Somebody did it by hand, as the first texted password demands."""
    pages = ("/review/password", "/review/web/password")
    asked = [one for path in pages for one in story.visitor.get(f"/sim/requests?path={path}")["items"]]
    return any(one["name"].startswith("P") and one["status"][0] in "23" for one in asked)


def choose_city_project(story: Story) -> str:
    """Choose the pushed city project."""
    [pushed] = story.at_platform.get("/review/city-projects")["items"]
    story.city_project = story.at_platform.post("/review/projects", city_project_id=pushed["id"])
    return f"选中从工改系统推送来的“{pushed['project_name']}”，点击确定：{story.city_project['status_name']}。"


def complete_project(story: Story) -> str:
    """Basic information, then the details."""
    for part in ("basic", "details"):
        example = story.at_platform.get(f"{story.review}/{part}")["example"]
        story.at_platform.put(f"{story.review}/{part}", example)
    story.city_project = story.at_platform.get(story.review)
    return f"基本信息完善后项目进入“{story.city_project['status_name']}”，再补齐项目详细信息。"


def bring_in_units(story: Story) -> str:
    """Units link and upload drawings."""
    required = story.at_platform.get(f"{story.review}/drawings")["required"]
    for role in sorted({one["role"] for one in required}):
        code = story.at_platform.post(f"{story.review}/link-codes", role=role)["code"]
        login = story.visitor.post("/review/login", account=UNITS[role], password=PASSWORD)
        unit = story.visitor.as_(login["access_token"])
        unit.post("/review/project-links", code=code)
        for one in required:
            if one["role"] == role:
                _hand_in(unit, f"{story.review}/drawings", one["discipline"])
    roles = "、".join(ROLES[role] for role in sorted({one["role"] for one in required}))
    return f"{roles}用各自的关联码关联项目，上传并签章 {len(required)} 个专业的图纸。"


def _hand_in(unit: Caller, drawings: str, discipline: str) -> None:
    drawing = unit.upload(drawings, f"{discipline}.pdf", discipline=discipline)
    unit.post(f"{drawings}/{drawing['drawing_id']}/seal")


def choose_agency(story: Story) -> str:
    """Choose a review agency."""
    for agency in story.at_platform.get("/review/agencies")["items"]:
        story.at_platform.put(f"{story.review}/agency", {"agency_id": agency["id"]})
        if not {"V06", "V07"} & set(_lacking(story)):
            return f"非政府采购项目，由建设单位选择：{agency['name']}。"
    return "没有符合条件的审图机构。"


def upload_planning_documents(story: Story) -> str:
    """Planning documents."""
    lacking = _lacking(story)
    documents = story.at_platform.get(f"{story.review}/planning-documents")["items"]
    needed = [one for one in documents if one["required"] and not one["files"]]
    for one in needed:
        story.at_platform.upload(f"{story.review}/planning-documents", f"{one['name']}.pdf", kind=one["kind"])
    before = f"提交前检查还缺 {'、'.join(lacking)}；" if lacking else ""
    pushed = [one["name"] for one in documents if one["files"]]
    review = f"{'、'.join(pushed)}已由工改系统推送，" if pushed else ""
    return f"{before}{review}上传 {'、'.join(one['name'] for one in needed)}。"


def submit(story: Story) -> str:
    """Submit."""
    answer = story.at_platform.post(f"{story.review}/submission")
    story.visitor.get("/sim/idle")
    return f"系统验证通过，项目已提交，由{answer['agency']['name']}审查。"


def _lacking(story: Story) -> list[str]:
    check: dict[str, Any] = story.at_platform.get(f"{story.review}/submission-check")
    return list(dict.fromkeys(problem["code"] for problem in check["problems"]))


def play(scene: Scene, story: Story) -> str:
    """Have it happen. Raises Refused."""
    act: Callable[[Story], str] = globals()[scene.act]
    return act(story)
