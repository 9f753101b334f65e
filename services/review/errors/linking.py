"""项目关联: link codes, and who may join and draw (S20)."""

from shared.errors import Forbidden, Problem


class LinkCodeInvalid(Problem):
    """Unknown, expired, revoked, or of a project that no longer takes units: all alike."""

    status, code = 404, "link-code-invalid"
    zh = "项目关联码无效或已过期，请核对后重新输入，或请建设单位重新分享项目关联码。"
    en = "The link code is not valid, or no longer: check it, or ask the owner to share a new one."


class LinkCodeWrongRole(Problem):
    """A survey unit with a design unit's code, say."""

    status, code = 409, "link-code-wrong-role"
    zh = "该项目关联码仅供{wanted}使用，本账号为{role}，请建设单位分享对应的项目关联码。"
    en = "This link code is for a {wanted} unit, this account is a {role} unit: ask the owner for the right code."


class NotAUnit(Forbidden):
    """Owners and agencies do not join by a code, nor do they draw."""

    code = "survey-and-design-units-only"
    zh = "仅勘察、设计单位可凭项目关联码关联项目并上传图纸，请将项目关联码发送至项目参与的勘察和设计单位。"
    en = "Only survey and design units link themselves by code and upload drawings: send the link code to them."


class AlreadyLinked(Problem):
    """The unit is part of the project already."""

    status, code = 409, "project-already-linked"
    zh = "本单位已关联该项目，可直接在项目列表中上传图纸。"
    en = "Your unit is linked to this project already: upload the drawings."


class TooManyLinkCodes(Problem):
    """As many live codes as a role can have."""

    status, code = 409, "too-many-link-codes"
    zh = "有效的项目关联码已达{limit}个，请先撤销不再使用的关联码。"
    en = "There are {limit} valid link codes already: revoke those no longer needed."
