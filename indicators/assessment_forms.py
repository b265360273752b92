"""Forms of the assessment pages: they read what was typed and say what is wrong with it."""

from django import forms

from .assessing import FORWARD, Given, SheetPage
from .forms import MOST_WORDS, PicksField
from .models import AssessmentVerb, RubricItem

NOT_A_SCORE = "请填数字，最多一位小数。"


def score_name(item: RubricItem | int) -> str:
    return f"score_{getattr(item, 'pk', item)}"


def note_name(item: RubricItem | int) -> str:
    return f"note_{getattr(item, 'pk', item)}"


class SheetForm(forms.Form):
    """The scores of the present step, if the reader may fill them in, and a verb with its reason.

    A blank score is blank, never 0. After validation `given` holds {item id: Given}.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, error_messages={"required": "页面不完整，请重新打开。"})
    verb = forms.ChoiceField(error_messages={"invalid_choice": "这一步已经不能办理，请看过最新进度。"})
    why = forms.CharField(
        label="原因",
        required=False,
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": MOST_WORDS}),
    )

    def __init__(self, data, page: SheetPage):
        super().__init__(data, initial={"version": page.assessment.version})
        self.page = page
        self.fields["verb"].choices = [(verb, AssessmentVerb(verb).label) for verb in page.acts]
        for row in page.rows if page.column else ():
            self.add_item(row.item, page.sheet.shown(row.item), row.note)
        if AssessmentVerb.DECIDE in page.acts:
            levels = page.assessment.rubric.levels.all()
            self.fields["level"] = forms.ModelChoiceField(
                levels, label="等次", required=False, empty_label="按得分确定"
            )

    def add_item(self, item: RubricItem, score, note: str) -> None:
        self.fields[score_name(item)] = forms.DecimalField(
            label=f"{item.name}得分",
            required=False,
            max_digits=4,
            decimal_places=1,
            initial=None if score is None else f"{score.normalize():f}",
            error_messages={"invalid": NOT_A_SCORE, "max_decimal_places": NOT_A_SCORE, "max_digits": NOT_A_SCORE},
            widget=forms.TextInput(
                attrs={
                    "inputmode": "decimal",
                    "autocomplete": "off",
                    "data-score": "",
                    "aria-label": f"{item.name}得分",
                }
            ),
        )
        self.fields[note_name(item)] = forms.CharField(
            label=f"{item.name}扣分说明",
            required=False,
            max_length=MOST_WORDS,
            initial=note,
            widget=forms.TextInput(attrs={"autocomplete": "off", "aria-label": f"{item.name}扣分说明"}),
        )

    @property
    def cells(self):
        """(row of the page, its score field, its note field); the fields are None where nothing is filled in."""
        for row in self.page.rows:
            name = score_name(row.item)
            yield (row, self[name], self[note_name(row.item)]) if name in self.fields else (row, None, None)

    @property
    def faults(self) -> list[tuple[str, str]]:
        """(id of the field to go to, what is wrong) in the order of the page."""
        found = [("", message) for message in self.non_field_errors()]
        for name in self.fields:
            hidden = name in ("version", "verb")
            head = "" if hidden or name == "why" else f"{self[name].label}："
            found += [("" if hidden else self[name].id_for_label, f"{head}{error}") for error in self[name].errors]
        return found

    @property
    def given(self) -> dict[int, Given]:
        typed = self.cleaned_data
        return {
            row.item.pk: Given(typed[score_name(row.item)], typed[note_name(row.item)])
            for row in self.page.rows
            if score_name(row.item) in self.fields
        }

    def refuse(self, messages: dict[int, str]) -> None:
        """Put what is wrong with scores beside them."""
        for item_id, message in messages.items():
            name = score_name(item_id)
            self.add_error(name if name in self.fields else None, message)

    def take_version(self, version: int) -> None:
        """Shown again over newer scores, the next post is about those."""
        self.data = self.data.copy()
        self.data["version"] = version


class StepForm(forms.Form):
    """A step forward over picked assessments, each as "id-version"."""

    verb = forms.ChoiceField(
        choices=[(verb.value, verb.label) for verb in FORWARD],
        error_messages={"required": "请选择要办理的事项。", "invalid_choice": "没有这种办理事项。"},
    )
    pick = PicksField()
