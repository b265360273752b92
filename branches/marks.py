"""What every file that leaves the site says of its data."""

from .models import Area

DEMO_MARK = "演示数据：人员与数字均为虚构，仅供试用"


def demo_marks(area: Area | None) -> list[str]:
    """The line for a file about an area: one where its data are a demonstration's, else none."""
    return [DEMO_MARK] if area is not None and area.is_demo else []
