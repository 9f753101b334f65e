"""What is refused about faults."""

from shared.errors import NotFound


class FaultUnknown(NotFound):
    """The sandbox has no fault of this id: it was removed, or is another sandbox's."""

    code = "fault-unknown"
    zh = "沙箱中没有故障 {fault}：GET /sim/faults 可查看全部。"
    en = "This sandbox has no fault {fault}: GET /sim/faults lists those there are."
    zh_page = "沙箱中没有该故障，可能已被撤除。"
    en_page = "This sandbox has no such fault: it may have been removed."
