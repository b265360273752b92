"""The field in which people are given source tags: boxes on a page, words in a spreadsheet."""

import re

from django import forms
from django.core.exceptions import ValidationError

from .models import SourceTag


class TagsField(forms.Field):
    """A list of tags, ticked, or written with any usual separator between them."""

    widget = forms.CheckboxSelectMultiple(choices=SourceTag.choices)

    def to_python(self, value):
        words = re.split(r"[、，,；;\s]+", value) if isinstance(value, str) else value or []
        by_label = {tag.label: tag.value for tag in SourceTag}
        tags = [by_label.get(word, word) for word in words if word]
        if unknown := [tag for tag in tags if tag not in SourceTag.values]:
            raise ValidationError(f"没有标签“{unknown[0]}”，只能用：{'、'.join(SourceTag.labels)}。")
        return [tag.value for tag in SourceTag if tag in tags]

    def has_changed(self, initial, data):
        try:
            return (initial or []) != self.to_python(data)
        except ValidationError:
            return True
