"""Dates as forms judge them."""

from calendar import monthrange
from datetime import date

from django import forms

from .clock import today


def refuse_future(form: forms.ModelForm, *names: str) -> None:
    """What is on record has happened: an error beside each field that lies after today."""
    for name in names:
        day = form.cleaned_data.get(name)
        if day and day > today():
            form.add_error(name, "日期不能晚于今天。")


def months_after(day: date, months: int) -> date:
    """The same day some months on, or the last day of a month that is too short for it."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def years_after(day: date, years: int) -> date:
    """The same day some years on; a 29 February falls on the 28th."""
    return months_after(day, 12 * years)
