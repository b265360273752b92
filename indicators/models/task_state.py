"""States of a task and the verbs that lead from one to another."""

from django.db import models


class TaskState(models.TextChoices):
    ARRANGED = "arranged", "已部署"
    UNDERWAY = "underway", "进行中"
    REPORTED = "reported", "待验收"
    ACCEPTED = "accepted", "已办结"
    CANCELLED = "cancelled", "已取消"


# In the hands of the responsible unit: only such a task can be overdue or stalled.
OPEN_STATES = (TaskState.ARRANGED, TaskState.UNDERWAY)


class TaskVerb(models.TextChoices):
    ARRANGE = "arrange", "部署"
    PROGRESS = "progress", "报进展"
    REPORT = "report", "报办结"
    RETURN = "return", "退回整改"
    ACCEPT = "accept", "验收"
    ADJUST = "adjust", "调整"
    CANCEL = "cancel", "取消"
