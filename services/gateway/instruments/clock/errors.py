"""What is refused about clocks."""

from shared.errors import FieldError, RequestInvalid


class ClockTooLate(RequestInvalid):
    """The clock would go to where dates have no end that all programs know."""

    code = "clock-too-late"
    zh = "沙箱时间最晚只能到 {year} 年初：请减小 advance_seconds，用 now 设为较早的时间，或用 real 恢复真实时间。"
    en = (
        "A sandbox's clock goes no further than the beginning of {year}: advance it by less, set it back with now, or "
        "make it real again."
    )

    def __init__(self, *, field: str, year: int) -> None:
        wrong = FieldError(
            f"/{field}", self.code, f"沙箱时间不得晚于 {year} 年初", f"leads beyond the beginning of {year}"
        )
        super().__init__(errors=[wrong], year=year)
