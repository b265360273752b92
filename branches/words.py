"""A list of words in one text field."""

import re

from django import forms


class WordsField(forms.CharField):
    """A list of words, typed with any usual separator between them."""

    def prepare_value(self, value):
        return "、".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        if isinstance(value, list):
            return value
        words = re.split(r"[、，,；;\s]+", super().to_python(value))
        return list(dict.fromkeys(filter(None, words)))

    def has_changed(self, initial, data):
        return (initial or []) != self.to_python(data)
