"""Paragraphs of documents: written in the admin, checked word by word, tried out on example facts."""

from django import forms
from django.contrib import admin

from branches.admin.base import CatalogueAdmin, RecordForm

from ..briefs.examples import example_facts
from ..briefs.known import known_paths
from ..briefs.language import LanguageError, applies, check, render
from ..briefs.manual import manual
from ..models import ParagraphTemplate

KINDS = ["in_research", "in_report", "in_circular", "in_bulletin"]


class ParagraphForm(RecordForm):
    """A text with faults is not stored; each fault stands beside its field with its place."""

    class Meta:
        widgets = {
            "when": forms.Textarea(attrs={"rows": 2, "cols": 90}),
            "text": forms.Textarea(attrs={"rows": 12, "cols": 90}),
        }

    def clean(self):
        data = super().clean()
        when, text = data.get("when"), data.get("text")
        if when is None or text is None:
            return data
        for fault in check(text, when, known_paths()):
            self.add_error(fault.field, str(fault))
        return data


@admin.register(ParagraphTemplate)
class ParagraphTemplateAdmin(CatalogueAdmin):
    form = ParagraphForm
    change_form_template = "admin/paragraph_form.html"
    list_display = ["code", "section", "heading", "programme", *KINDS, "order", "active"]
    list_filter = ["section", *KINDS, "active", "programme"]
    list_select_related = ["programme"]
    search_fields = ["code", "heading", "text", "note"]
    autocomplete_fields = ["programme"]
    readonly_fields = ["preview"]
    fieldsets = [
        (None, {"fields": ["code", tuple(KINDS), "section", "programme", "heading", "order", "active", "note"]}),
        (
            "内容",
            {
                "fields": ["when", "text", "preview"],
                "description": "写法见本页下方。换行只为便于书写，成文时不分行；缺数的句子整句不写。",
            },
        ),
    ]

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        context = {"manual": manual(known_paths())} | (extra_context or {})
        return super().changeform_view(request, object_id, form_url, context)

    @admin.display(description="按示例数据成文")
    def preview(self, paragraph):
        """How it reads with made-up figures; text is escaped by the template that shows it."""
        if not paragraph.text:
            return "写好正文后，点“保存并继续编辑”查看。"
        facts = example_facts(known_paths().values())
        try:
            holds, rendered = applies(paragraph.when or "", facts), render(paragraph.text, facts)
        except LanguageError as error:
            return f"暂不能成文：{error}。"
        lines = [rendered.text or "（没有可写的句子）"]
        lines += [f"缺“{gone.path}”未写：{gone.sentence}" for gone in rendered.dropped]
        if not holds:
            lines.append("（按示例数据，写入条件不成立，本段不写）")
        return "\n".join(lines)
