"""预警: what calls for attention, and why, as plain values. No Django.

`rules` and `unit_rules` say of figures and of units what is wrong with them, by the lines of `Lines`; an `Alert`
adds where it is and where it leads. Who reads the inputs is `dashboards.alerts`.
"""

from .alert import Alert, Finding, Kind, Link, Severity, counted, gravest
from .lines import Lines

__all__ = ["Alert", "Finding", "Kind", "Lines", "Link", "Severity", "counted", "gravest"]
