"""Every page there is, by an address and as whom it is looked at; told.py fills in what stands in braces."""

IN = "/console/in/{sandbox}"
JOURNEY = f"{IN}/journeys/{{journey}}"
DRAFT = "/hall/web/applications/{draft}"
PROJECT = "/review/web/projects/{project}"
LIST = "/review/web/projects"

NOBODY = (
    "/", "/nowhere", "/hall/web/nowhere", "/portal", "/portal/web/login", "/hall", "/hall/web/guides",
    "/hall/web/guides/2", "/review", "/review/web/login", "/review/web/recovery", "/review/web/recovery?account=x",
    "/review/web/support", "/review/web/support/account",
)  # fmt: skip
CONSOLE = (
    IN, f"{IN}/journeys", f"{IN}/journeys?q=nothing", JOURNEY, f"{JOURNEY}?step={{request}}",
    f"{JOURNEY}?step={{delivery}}&reads=1", f"{JOURNEY}?view=waterfall", f"{JOURNEY}?view=waterfall&step={{event}}",
    f"{JOURNEY}?view=steps&find=seal", f"{JOURNEY}?view=states", f"{JOURNEY}?view=messages", f"{IN}/events",
    f"{IN}/events/{{event}}", f"{IN}/requests", f"{IN}/requests?journey=none", f"{IN}/dead-letters", f"{IN}/phones",
    f"{IN}/phones/{{leader}}", f"{IN}/phones/13800000404", f"{IN}/clock", f"{IN}/people", f"{IN}/controls",
    f"{IN}/sms-keys", f"{IN}/webhooks", f"{IN}/webhooks/{{webhook}}",
    f"{IN}/applications", f"{IN}/compose", f"{IN}/compose?type=hall.application.withdrawn",
    f"{IN}/verify", f"{IN}/requests/{{request}}",
    f"{IN}/checkpoints", f"{IN}/scenarios", f"{IN}/faults", f"{IN}/faults?at=http&do=reject",
    f"{IN}/ending?do=reset", f"{IN}/ending?do=delete", f"{IN}/stage?phone={{leader}}", f"{IN}/stage?show=phone",
    f"{IN}/stage?show=trace", "/console/tour", f"{IN}/tour", f"{IN}/tour?scene=fill-form",
    f"{IN}/tour?scene=receive-account&present=1", f"{IN}/tour/no-text", f"{IN}/tour/wrong-code?at=wrong",
    f"{IN}/tour?scene=submit&show=trace&present=0", "/phones/13800000001",
    "/console/sandboxes", "/console/health", "/console/help", "/console/login",
)  # fmt: skip
AT_THE_HALL = (
    "/hall", "/hall/web/projects", "/hall/web/projects/link", "/hall/web/projects/new", "/hall/web/projects/{linked}",
    "/hall/web/projects/{linked}/matters", "/hall/web/applications", "/hall/web/applications/{journey}",
    DRAFT, f"{DRAFT}/form", f"{DRAFT}/form/project", f"{DRAFT}/form/owner", f"{DRAFT}/form/survey_unit",
    f"{DRAFT}/form/design_unit", f"{DRAFT}/form/buildings", f"{DRAFT}/form/fire", f"{DRAFT}/materials",
    f"{DRAFT}/confirmation", f"{DRAFT}/whole", f"{DRAFT}/reuse/form", f"{DRAFT}/reuse/materials", "/portal",
    "/portal/web/account", "/portal/web/register", "/portal/web/logout",
)  # fmt: skip
AT_THE_PLATFORM = (
    "/review", LIST, f"{LIST}?tab=basic", f"{LIST}?tab=editing", f"{LIST}?tab=submitted", f"{LIST}/new",
    "/review/web/city-projects", PROJECT, f"{PROJECT}/basic", f"{PROJECT}/details", f"{PROJECT}/units",
    f"{PROJECT}/drawings", f"{PROJECT}/agency", f"{PROJECT}/planning-documents", f"{PROJECT}/submission",
    "/review/web/projects/{begun}/basic", "/review/web/projects/{begun}", "/review/web/password",
    "/review/web/logout",
)  # fmt: skip
AS_A_UNIT = (
    "/review", LIST, PROJECT, f"{PROJECT}/details", f"{PROJECT}/drawings", "/review/web/link",
    "/review/web/link?code=22222222", "/review/web/support",
)  # fmt: skip
AS_AN_AGENCY = ("/review", LIST)

FACES = {
    "nobody": NOBODY, "console": CONSOLE, "hall": AT_THE_HALL, "platform": AT_THE_PLATFORM, "unit": AS_A_UNIT,
    "agency": AS_AN_AGENCY,
}  # fmt: skip
