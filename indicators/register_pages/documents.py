"""Papers issued about a programme."""

from branches.models import Level, Role
from branches.registry import Register, register

from ..models import ProgrammeDocument


@register
class Documents(Register):
    key = "programme-documents"
    model = ProgrammeDocument
    title = "工程文件"
    group = "工程与主题"
    description = "各级为工程制发的文件：标题、文号、日期和存档位置。只登记，不存原件。"
    empty = "还没有登记文件。请先登记本级制发的实施方案和办法。"
    levels = (Level.CITY, Level.COUNTY, Level.TOWNSHIP)
    kept_by = (Role.REVIEWER, Role.ADMINISTRATOR)
    columns = ("title", "number", "programme", "area", "issued_on", "repealed_on", "kept_at")
    fields = ("programme", "area", "title", "number", "issued_on", "repealed_on", "kept_at")
    filters = ("programme",)
    search = ("title", "number")
    start, end = "issued_on", "repealed_on"
    same = ("area", "number")
    related = ("programme", "area")
