"""What is answered to who brings a sandbox in a file."""

from shared.views import View


class Imported(View):
    """Which sandbox is as the file says."""

    sandbox: str
