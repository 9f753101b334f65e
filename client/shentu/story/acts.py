"""What happens in each scene of scenes.toml, through the public API. Each returns what there is to tell about it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from shentu.client import Shentu
from shentu.story.scene_list import PHONE, Scene

NEW_PASSWORD = "Zhengzhou#2026"
OWNER = "91410100MA9XXXX118"
UNITS = {"design": "91410102MA9XXXX38W", "survey": "91410103MA9XXXX466"}
ROLES = {"design": "设计单位", "survey": "勘察单位"}
PROJECT_CODE, PROJECT_NAME = "2403-410105-04-01-123456", "示例市民服务中心项目"

Json = Mapping[str, Any]


@dataclass
class Story:
    """What a scene leaves behind for the next ones."""

    visitor: Shentu
    owner: Shentu
    project: Json = field(default_factory=dict)
    application: Json = field(default_factory=dict)
    leader_phone: str = ""
    code: str = ""
    sms: Json = field(default_factory=dict)
    platform: Shentu | None = None
    city_project: Json = field(default_factory=dict)

    @property
    def filing(self) -> str:
        """The application's id."""
        return str(self.application["id"])

    @property
    def review(self) -> str:
        """The provincial project's id."""
        return str(self.city_project["id"])

    @property
    def at_platform(self) -> Shentu:
        """The owner, logged in at the review platform."""
        assert self.platform is not None
        return self.platform


def log_in(story: Story) -> str:
    """Log in at the portal."""
    story.owner = story.visitor.log_in(OWNER)
    return f"{story.owner.portal.read_account()['name']}（{OWNER}）已登录，已实名认证，账号信息完整。"


def link_project(story: Story) -> str:
    """Link the project, complete it."""
    hall = story.owner.hall
    if not story.project:
        story.project = hall.link_project(project_code=PROJECT_CODE, project_name=PROJECT_NAME)
    hall.complete_project(story.project["id"], land_area=20000, building_area=45000)
    return f"按发改代码 {PROJECT_CODE} 关联“{PROJECT_NAME}”，补全总用地面积和总建设面积（整数）。"


def open_application(story: Story) -> str:
    """Open a joint review."""
    story.application = story.owner.hall.open_application(
        project_id=story.project["id"], stage="construction-permit", matter="joint-review", scenario="buildings"
    )
    return f"申报编号 {story.application['number']}，状态 {story.application['status']}（可暂存，随时接着办）。"


def fill_form(story: Story) -> str:
    """The one form."""
    hall = story.owner.hall
    filled = hall.write_form(story.filing, hall.read_form(story.filing)["example"])
    story.leader_phone = filled["values"]["owner"]["leader_phone"]
    sections = len(filled["values"])
    return f"{sections} 个部分全部填完，没有缺项。建设单位项目负责人手机号 {story.leader_phone}：账号短信将发到这里。"


def provide_materials(story: Story) -> str:
    """The materials."""
    hall, sealed = story.owner.hall, 0
    required = [one for one in hall.list_materials(story.filing) if one["required"]]
    for one in required:
        if one["files"]:  # somebody did it by hand
            continue
        stored = hall.upload_material(story.filing, one["code"], _pdf(one["name"]))
        if one["needs_seal"]:
            hall.seal_material(story.filing, one["code"], stored["file_id"])
            sealed += 1
    return f"上传 {len(required)} 项必要材料（☆），其中 {sealed} 项加盖电子签章（签）。"


def receive_code(story: Story) -> str:
    """The code on the phone."""
    phone = story.owner.phone(PHONE)
    phone.skip()
    story.owner.hall.request_code(story.filing, phone=PHONE)
    text = phone.wait()
    story.code = text["vars"]["code"]
    return f"手机 {PHONE} 收到：{text['text']}"


def confirm(story: Story) -> str:
    """Confirm."""
    answer = story.owner.hall.confirm_application(story.filing, phone=PHONE, code=story.code)
    return f"申报完成，状态 {answer['status']}。大厅随即把项目推送给省图审系统。"


def receive_account(story: Story) -> str:
    """The account SMS."""
    story.owner.journey(story.filing).wait("sms.message.delivered")
    story.sms = story.owner.phone(story.leader_phone).wait(having="account")
    return f"项目负责人手机 {story.leader_phone} 收到账号 {story.sms['vars']['account']} 和初始密码。"


def enter_platform(story: Story) -> str:
    """Log in at the platform."""
    account = story.sms["vars"]["account"]
    if not _has_changed_its_password(story):
        newcomer = story.visitor.log_in_at_platform(account, story.sms["vars"]["initial_password"])
        newcomer.review.change_password(new_password=NEW_PASSWORD)
    story.platform = story.visitor.log_in_at_platform(account, NEW_PASSWORD)
    return "用短信中的初始密码登录，按要求修改密码，重新登录。"


def _has_changed_its_password(story: Story) -> bool:
    """Somebody did it by hand, as the first texted password demands."""
    pages = ("/review/password", "/review/web/password")
    asked = [one for path in pages for one in story.visitor.sim.list_requests(path=path)]
    return any(one["name"].startswith("P") and one["status"][0] in "23" for one in asked)


def choose_city_project(story: Story) -> str:
    """Choose the pushed city project: this filing's, should others have been filed by hand."""
    story.owner.journey(story.filing).wait("review.project.pushed")
    review = story.at_platform.review
    [pushed] = [one for one in review.list_city_projects() if one["application_id"] == story.filing]
    story.city_project = review.select_project(city_project_id=pushed["id"])
    return f"选中从工改系统推送来的“{pushed['project_name']}”，点击确定：{story.city_project['status_name']}。"


def complete_project(story: Story) -> str:
    """Basic information, then the details."""
    review = story.at_platform.review
    review.write_basics(story.review, review.read_basics(story.review)["example"])
    review.write_details(story.review, review.read_details(story.review)["example"])
    story.city_project = review.read_project(story.review)
    return f"基本信息完善后项目进入“{story.city_project['status_name']}”，再补齐项目详细信息。"


def bring_in_units(story: Story) -> str:
    """Units link and upload drawings."""
    owner = story.at_platform.review
    required = owner.list_drawings(story.review)["required"]
    roles = sorted({one["role"] for one in required})
    for role in roles:
        code = owner.issue_link_code(story.review, role=role)["code"]
        unit = story.visitor.log_in_at_platform(UNITS[role]).review
        unit.use_link_code(code=code)
        for one in required:
            if one["role"] == role:
                drawing = unit.upload_drawing(story.review, _pdf(one["discipline"]), discipline=one["discipline"])
                unit.seal_drawing(story.review, drawing["drawing_id"])
    named = "、".join(ROLES[role] for role in roles)
    return f"{named}用各自的关联码关联项目，上传并签章 {len(required)} 个专业的图纸。"


def choose_agency(story: Story) -> str:
    """Choose a review agency."""
    review = story.at_platform.review
    for agency in review.list_agencies():
        review.choose_agency(story.review, agency_id=agency["id"])
        if not {"V06", "V07"} & set(_lacking(story)):
            return f"非政府采购项目，由建设单位选择：{agency['name']}。"
    return "没有符合条件的审图机构。"


def upload_planning_documents(story: Story) -> str:
    """Planning documents."""
    review, lacking = story.at_platform.review, _lacking(story)
    documents = list(review.list_planning_documents(story.review))
    needed = [one for one in documents if one["required"] and not one["files"]]
    for one in needed:
        review.upload_planning_document(story.review, _pdf(one["name"]), kind=one["kind"])
    before = f"提交前检查还缺 {'、'.join(lacking)}；" if lacking else ""
    pushed = [one["name"] for one in documents if one["files"]]
    by_city = f"{'、'.join(pushed)}已由工改系统推送，" if pushed else ""
    return f"{before}{by_city}上传 {'、'.join(one['name'] for one in needed)}。"


def submit(story: Story) -> str:
    """Submit."""
    answer = story.at_platform.review.submit_project(story.review)
    story.visitor.idle()
    return f"系统验证通过，项目已提交，由{answer['agency']['name']}审查。"


def _lacking(story: Story) -> list[str]:
    check = story.at_platform.review.check_submission(story.review)
    return list(dict.fromkeys(problem["code"] for problem in check["problems"]))


def _pdf(name: str) -> tuple[str, bytes]:
    """The smallest thing that is truly a PDF, under this name."""
    text = f"%PDF-1.4\n% {name}\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    return f"{name}.pdf", text.encode()


def play(scene: Scene, story: Story) -> str:
    """Have it happen. Raises Problem."""
    act: Callable[[Story], str] = globals()[scene.act]
    return act(story)
