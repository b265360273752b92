"""Form fields for what is not typed but chosen: an area, a person, another record.

Each is a text that the server matches; while it is typed a script offers what lies in the scope.
When a text is ambiguous the error comes with candidates, and `<name>_pick` names the chosen one.
"""

from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model

from ..sheets.cells import squeezed
from .finders import RecordFinder
from .matching import Grade
from .place_finder import AreaFinder

LONGEST_TEXT = 120


@dataclass(frozen=True)
class Typed:
    """What was sent for such a field: the text, the candidate picked for it, and the key of the record
    whose words the text was when the form was opened."""

    text: str
    pick: str = ""
    was: str = ""

    def __str__(self) -> str:
        return self.text


def typed(data, name: str) -> Typed | Model:
    value = data.get(name)
    if isinstance(value, Model | Typed):
        return value
    pick, was = (str(data.get(f"{name}_{part}") or "") for part in ("pick", "was"))
    return Typed(str(value or "").strip(), pick, was)


class MatchInput(forms.TextInput):
    """A text with a list of offers, which the page's `<datalist>` holds."""

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        if key := context["widget"]["attrs"].get("id"):
            context["widget"]["attrs"]["list"] = f"{key}_list"
        return context

    def value_from_datadict(self, data, files, name):
        return typed(data, name)


class MatchSelect(forms.Select):
    def value_from_datadict(self, data, files, name):
        return typed(data, name)

    def format_value(self, value):
        return [str(value.pk if isinstance(value, Model) else value or "")]


class MatchField(forms.Field):
    """A foreign key through a finder; the value is a record of the scope or None."""

    def __init__(self, finder, **kwargs):
        self.finder = finder
        self.candidates: tuple = ()
        self.standing: Model | None = None
        few = finder.few() if isinstance(finder, RecordFinder) else None
        if few is None:
            hint = {"placeholder": finder.hint, "maxlength": LONGEST_TEXT, "autocomplete": "off"}
            kwargs["widget"] = MatchInput(attrs=hint)
        else:
            kwargs["widget"] = MatchSelect(choices=[("", "---------"), *((one.pk, one.words) for one in few)])
        super().__init__(**kwargs)

    def keep(self, record: Model | None) -> None:
        """What stands in the row already may stay, even out of reach."""
        self.standing = record
        if record is None or self.is_searched:
            return
        choices = list(self.widget.choices)
        if str(record.pk) not in {str(key) for key, _ in choices}:
            self.widget.choices = [*choices, (record.pk, self.finder.words(record))]

    @property
    def offered(self) -> list[str]:
        """All that may be meant, where that is little; else the page asks while one types."""
        return self.finder.offer("") if isinstance(self.finder, AreaFinder) else []

    @property
    def is_searched(self) -> bool:
        return isinstance(self.widget, MatchInput)

    def prepare_value(self, value):
        """A text for the input, a key for the drop-down."""
        if isinstance(value, Model):
            return self.finder.words(value) if self.is_searched else value
        return value

    def clean(self, value):
        self.candidates = ()
        if isinstance(value, Model):
            return value
        if not value or not value.text:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        return self.chosen(value) if self.is_searched else self.selected(value.text)

    def known(self, key: str) -> Model | None:
        """The record of a key, when it stands already or lies in the scope."""
        if self.standing is not None and key == str(self.standing.pk):
            return self.standing
        return self.finder.get(int(key)) if key.isdecimal() and len(key) < 19 else None

    def selected(self, key: str):
        found = self.known(key)
        if found is None:
            raise ValidationError("请从列表中选择。", code="invalid_choice")
        return found

    def chosen(self, value: Typed):
        if len(value.text) > LONGEST_TEXT:
            raise ValidationError("文字过长，请只写名称。", code="invalid")
        was = self.known(value.was)
        if was is not None and squeezed(self.finder.words(was)) == squeezed(value.text):
            return was
        match = self.finder.find(value.text)
        if match.grade in (Grade.SURE, Grade.LIKELY):
            return self.finder.get(match.found.pk)
        picked = [one for one in match.candidates if str(one.pk) == value.pick]
        if picked:
            return self.finder.get(picked[0].pk)
        self.candidates = match.candidates
        raise ValidationError(match.why, code="doubtful" if match.candidates else "unknown")

    def has_changed(self, initial, data):
        return True
