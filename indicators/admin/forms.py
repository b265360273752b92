"""Forms of the catalogue: a formula is checked before it is stored."""

from branches.admin.base import RecordForm
from branches.models import Level

from ..burden import answered_by
from ..formula import Formula, FormulaError
from ..models import Element
from ..registers import REGISTERS

ASKED = ("code", "name", "definition", "level", "effective_from", "effective_until")


class FormulaForm(RecordForm):
    """Each field of `formulas` must parse and name elements that exist."""

    formulas: tuple[str, ...] = ()

    def clean(self):
        data = super().clean()
        for field in self.formulas:
            if text := data.get(field):
                self.check(field, text)
        return data

    def check(self, field: str, text: str) -> None:
        try:
            codes = set(Formula.parse(text).codes)
        except FormulaError as error:
            self.add_error(field, str(error))
            return
        known = set(Element.objects.filter(code__in=codes).values_list("code", flat=True))
        if unknown := sorted(codes - known):
            self.add_error(field, f"公式中有不存在的指标项：{'、'.join(unknown)}。")


class ElementForm(RecordForm):
    """Nothing is asked twice: an entered element whose question is answered already is refused."""

    def clean(self):
        data = super().clean()
        for field in ("source", "counterpart"):
            self.check_source(field, data.get(field), data.get("level") or self.instance.level)
        if data.get("source") and data.get("counterpart"):
            self.add_error("counterpart", "由台账提取的指标项不再与台账对照。")
        if self.errors or self.instance.pk or data.get("source"):
            return data
        asked = Element(**{name: value for name, value in data.items() if name in ASKED})
        if found := answered_by(asked, Element.objects.all()):
            self.add_error("name", f"“{found.other}”已经回答了这一项（{found.why}），请勿重复要求填报。")
        return data

    def check_source(self, field: str, code: str | None, level: str) -> None:
        """A register source must exist and answer for units of the element's level."""
        if not code:
            return
        source = REGISTERS.get(code)
        if source is None:
            self.add_error(field, f"没有“{code}”这个台账来源。")
        elif source.level != level:
            self.add_error(field, f"“{code}”按{source.level.label}统计，与本项的填报层级不同。")


class IndicatorForm(FormulaForm):
    """An indicator is answered down to the highest level among its elements."""

    formulas = ("numerator", "denominator")

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        texts = [data.get(field) for field in self.formulas if data.get(field)]
        codes = {code for text in texts for code in Formula.parse(text).codes}
        levels = [Level(level) for level in Element.objects.filter(code__in=codes).values_list("level", flat=True)]
        lowest = min(levels, key=lambda level: level.rank, default=None)
        if lowest and data.get("level") != lowest:
            self.add_error("level", f"公式中的指标项最高由{lowest.label}填报，最低层级应选“{lowest.label}”。")
        return data


class RuleForm(FormulaForm):
    formulas = ("left", "right")


class TargetForm(RecordForm):
    """The green line is the better one, whichever direction is better."""

    def clean(self):
        data = super().clean()
        indicator, green, amber = data.get("indicator"), data.get("green"), data.get("amber")
        if indicator is None or green is None or amber is None:
            return data
        if indicator.direction == "higher" and green < amber:
            self.add_error("amber", "越高越好的指标，预警线不能高于达标线。")
        if indicator.direction == "lower" and green > amber:
            self.add_error("amber", "越低越好的指标，预警线不能低于达标线。")
        return data
