"""Forms of the pages about the lists: one measure for many people, one person's result, what to carry."""

from django import forms

from .models import STEPS, TRACKS, Cultivation, CultivationList, CultivationMeasure, CultivationResult

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
MOST_PICKED = 3000


class PicksForm(forms.Form):
    """The people that were ticked: `pick` once for each, or all in one text, so that a post has few fields.

    Not more are read than one over what may be dealt with together."""

    picks = forms.CharField(required=False, max_length=(MOST_PICKED + 1) * 12)

    def __init__(self, data):
        super().__init__({"picks": ",".join([*data.getlist("pick"), data.get("picks", "")])})

    def clean_picks(self) -> list[int]:
        words = [word for word in self.cleaned_data["picks"].split(",") if word.isdecimal() and len(word) < 19]
        return list(dict.fromkeys(map(int, words)))[: MOST_PICKED + 1]


class BulkMeasureForm(forms.ModelForm):
    """A measure without its person."""

    class Meta:
        model = CultivationMeasure
        fields = ("kind", "held_on", "content", "evidence")
        widgets = {"held_on": DAY}


class ResultForm(forms.ModelForm):
    """What came of a year on a list. The checks of the verb speak beside the fields."""

    class Meta:
        model = Cultivation
        fields = ("result", "result_on", "converted_on", "reason")
        widgets = {"result_on": DAY, "converted_on": DAY}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["result"].choices = [("", "请选择"), *CultivationResult.choices]
        self.fields["result"].required = self.fields["result_on"].required = True
        self.fields["converted_on"].help_text = "空着由台账提取：入党、认定或任职之日。"

    def _post_clean(self):
        """The verb checks the whole row, locked; the form only converts."""

    def refuse(self, messages: dict[str, list[str]]) -> None:
        """Put what the verb said beside its field, or above the form."""
        for name, sentences in messages.items():
            for sentence in sentences:
                self.add_error(name if name in self.fields else None, sentence)


class CarryForm(forms.Form):
    """Which lists go into the new year."""

    lists = forms.MultipleChoiceField(
        label="名单",
        choices=[(one.value, CultivationList(one).label) for one in [*STEPS, *TRACKS]],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请至少勾选一份名单。"},
    )
