"""Paragraphs that documents are put together from: a text with named figures and when it belongs."""

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from .programme import Programme

LONGEST_TEXT, LONGEST_CONDITION = 2000, 300


class DocumentKind(models.TextChoices):
    RESEARCH = "research", "调研报告"
    REPORT = "report", "情况汇报"
    CIRCULAR = "circular", "通报"
    BULLETIN = "bulletin", "简报"


class Section(models.TextChoices):
    """In the order in which they stand in a document."""

    LEAD = "lead", "开头"
    SITUATION = "situation", "基本情况"
    PRACTICE = "practice", "主要做法和成效"
    PROBLEM = "problem", "存在问题"
    SUGGESTION = "suggestion", "对策建议"
    CLOSING = "closing", "结尾"


class ParagraphQuerySet(models.QuerySet):
    def for_kind(self, kind: DocumentKind | str):
        """The active paragraphs of a kind of document, in their order, with their programmes."""
        chosen = {f"in_{DocumentKind(kind).value}": True, "active": True}
        return self.filter(**chosen).select_related("programme").order_by("order", "code")


class ParagraphTemplate(models.Model):
    """One paragraph of the kinds of document that it is marked for. `text` and `when` are in the language
    of `indicators/briefs/language.py` and have been checked before they are stored."""

    code = models.SlugField("代码", max_length=60, unique=True)
    in_research = models.BooleanField("用于调研报告", default=False)
    in_report = models.BooleanField("用于情况汇报", default=False)
    in_circular = models.BooleanField("用于通报", default=False)
    in_bulletin = models.BooleanField("用于简报", default=False)
    section = models.CharField("部分", max_length=10, choices=Section)
    programme = models.ForeignKey(
        Programme,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="paragraphs",
        verbose_name="工程与主题",
        help_text="不填的，是全文共用的段落。",
    )
    heading = models.CharField(
        "小标题", max_length=60, blank=True, help_text="不写序号；同一小标题的段落排在一起，小标题只出现一次。"
    )
    order = models.PositiveSmallIntegerField("排序", default=0)
    when = models.TextField(
        "写入条件",
        blank=True,
        validators=[MaxLengthValidator(LONGEST_CONDITION)],
        help_text="不填的总是写入；条件不成立或者无从判断的，整段不写。",
    )
    text = models.TextField("正文", validators=[MaxLengthValidator(LONGEST_TEXT)])
    active = models.BooleanField("使用", default=True)
    note = models.CharField("备注", max_length=200, blank=True)

    history = HistoricalRecords()
    objects = ParagraphQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "文稿段落"
        ordering = ["order", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(in_research=True) | Q(in_report=True) | Q(in_circular=True) | Q(in_bulletin=True),
                name="paragraph_of_some_kind",
                violation_error_message="至少选一种文稿。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_section_display()} {self.heading or self.code}"

    @property
    def kinds(self) -> list[DocumentKind]:
        return [kind for kind in DocumentKind if getattr(self, f"in_{kind.value}")]
