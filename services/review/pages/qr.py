"""项目关联码 as a picture: whoever scans it comes to the page that joins the project."""

import segno
from markupsafe import Markup

from shared.context import current
from shared.pages.visit import Visit


def qr_of(visit: Visit, code: str) -> Markup:
    """An SVG without style, of the address by which the browser reached us."""
    url = visit.request.url
    address = f"{url.scheme}://{url.netloc}{current().root}/review/web/link?code={code}"
    return Markup(segno.make(address, micro=False).svg_inline(omitsize=True, border=2, title=code))
