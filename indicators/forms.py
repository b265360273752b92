"""Forms of reporting and review: they read what was typed and say what is wrong with it."""

from itertools import pairwise

from django import forms
from django.core.exceptions import ValidationError

from .models import Element, Period, Report
from .opening import default_dates
from .plausibility import natural
from .quarters import Quarter
from .reviewing import BULK, spoken_cell
from .typed import NOT_APPLICABLE, NotANumber, read_cell
from .wording import plain

DATES = ("opens_on", "due_on", "late_until", "closes_on")
MOST_WORDS = 200  # as long as a Revision keeps it


def reason_field(label: str, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": MOST_WORDS}),
        error_messages={
            "required": f"请填写{label}。",
            "max_length": f"{label}最多{MOST_WORDS}字，现有%(show_value)s字。",
        },
    )


class PicksField(forms.Field):
    """Picked reports as "id-version" texts; cleaned to {id: version}."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value):
        picks = {}
        for text in value or []:
            number, _, version = str(text).partition("-")
            if not (number.isascii() and number.isdigit() and version.isascii() and version.isdigit()):
                raise ValidationError("选中的报表无法识别，请返回重新勾选。")
            if len(number) > 18 or len(version) > 9:
                raise ValidationError("选中的报表无法识别，请返回重新勾选。")
            picks[int(number)] = int(version)
        return picks

    def validate(self, value):
        if not value:
            raise ValidationError("还没有选中任何报表，请先勾选。")


class DecisionForm(forms.Form):
    """A verb over picked reports; the reason is asked where the verb needs one."""

    verb = forms.ChoiceField(
        choices=[(verb.value, verb.label) for verb in BULK],
        error_messages={"required": "请选择要办理的事项。", "invalid_choice": "没有这种办理事项。"},
    )
    pick = PicksField()


class ReasonForm(forms.Form):
    why = reason_field("原因")


class ReturnForm(ReasonForm):
    """A reason and, if wanted, the cells that it is about."""

    cells = forms.MultipleChoiceField(
        label="涉及指标项",
        required=False,
        error_messages={"invalid_choice": "没有“%(value)s”这一项，请重新勾选。"},
    )

    def __init__(self, *args, elements: list[Element], **kwargs):
        super().__init__(*args, **kwargs)
        self.elements = elements
        self.fields["cells"].choices = [(element.code, element.name) for element in elements]


def cell_name(code: str) -> str:
    """The field of an element in a form that has fields of its own as well."""
    return f"cell_{code}"


def typed_text(value: int | str | None, element: Element) -> str:
    """A cell as somebody would type it."""
    if value is None or value == NOT_APPLICABLE:
        return "" if value is None else "不适用"
    return plain(natural(value, element))


class CorrectionForm(forms.Form):
    """The entered cells of an approved report as typed text, with the reason.

    After validation `changes` holds {code: scaled integer or None} of what really changes.
    """

    why = reason_field("更正原因")
    version = forms.IntegerField(widget=forms.HiddenInput, error_messages={"required": "页面不完整，请重新打开。"})

    def __init__(self, data, report: Report, elements: list[Element]):
        super().__init__(data, initial={"version": report.version})
        self.report, self.elements, self.changes = report, elements, {}
        for element in elements:
            self.fields[cell_name(element.code)] = forms.CharField(
                label=element.name,
                required=False,
                max_length=40,
                initial=typed_text(report.cell(element.code), element),
                widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
            )

    @property
    def cells(self):
        """(element, bound field, the stored value in words) in the order of the form."""
        return [(e, self[cell_name(e.code)], spoken_cell(self.report.cell(e.code), e)) for e in self.elements]

    def take_version(self, version: int) -> None:
        """Show the form again over a newer report: the next post is about that one."""
        self.data = self.data.copy()
        self.data["version"] = version

    def clean(self):
        data = super().clean()
        for element in self.elements:
            if cell_name(element.code) in data:
                self.read(element, data[cell_name(element.code)])
        if not self.errors and not self.changes:
            raise ValidationError("没有任何改动。如不需要更正，请直接返回。")
        return data

    def read(self, element: Element, text: str) -> None:
        try:
            value = read_cell(text, element.decimals, element.unit)
        except NotANumber as error:
            self.add_error(cell_name(element.code), str(error))
            return
        if value != self.report.cell(element.code):
            self.changes[element.code] = value


class PeriodForm(forms.Form):
    """The four dates of the quarter that is opened next."""

    code = forms.CharField(widget=forms.HiddenInput)
    opens_on, due_on, late_until, closes_on = (
        forms.DateField(
            label=Period._meta.get_field(name).verbose_name,
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            error_messages={"required": "请填写日期。", "invalid": "日期应如 2012-07-10。"},
        )
        for name in DATES
    )

    def __init__(self, data, quarter: Quarter):
        super().__init__(data, initial={"code": quarter.code, **default_dates(quarter)})

    @property
    def dates(self) -> dict:
        return {name: self.cleaned_data[name] for name in DATES}

    def clean(self):
        data = super().clean()
        for earlier, later in pairwise(DATES):
            if data.get(earlier) and data.get(later) and data[later] < data[earlier]:
                self.add_error(later, f"“{self.fields[later].label}”不能早于“{self.fields[earlier].label}”。")
        return data
