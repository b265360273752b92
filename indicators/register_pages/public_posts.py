"""Posts for members without office: the list, who holds one, how it was reviewed."""

from django.db.models import OuterRef, Subquery
from django.forms import ModelForm

from branches.dates import refuse_future
from branches.models import PARTY_MEMBERS
from branches.registry import Choice, Column, Register, Tag, register

from ..models import PostAssignment, PostReview, PublicPost, Rating

GROUP, PROGRAMME = "党员队伍", "member_body"
TONES = {Rating.EXCELLENT: "good", Rating.GOOD: "good", Rating.FAIR: "near", Rating.POOR: "bad"}


@register
class PublicPosts(Register):
    key = "public-posts"
    model = PublicPost
    title = "岗位目录"
    group = GROUP
    programme = PROGRAMME
    unit = "个"
    to_area = ""
    description = "公布的无职党员岗位，分经济发展、村务监督、公共事务、思想政治四类。不再设的岗位填停用日期。"
    empty = "还没有公布岗位。由最高一级管理员新增。"
    states = ("在用", "已停用")
    columns = (Column("name", "岗位名称"), "group", "duty", "published_on", "withdrawn_on")
    fields = ("name", "group", "duty", "published_on", "withdrawn_on")
    filters = ("group",)
    search = ("name", "duty")
    ordering = ("group", "pk")
    start, end = "published_on", "withdrawn_on"
    same = ("name", "published_on")


class AssignmentForm(ModelForm):
    """A member takes a post that the list holds on that day."""

    def clean(self):
        data = super().clean()
        refuse_future(self, "claimed_on", "assigned_on", "ended_on")
        person, post, day = data.get("person"), data.get("post"), data.get("assigned_on")
        if person and person.political_status not in PARTY_MEMBERS:
            self.add_error("person", "只有党员能认领岗位，请核对人员台账里的政治面貌。")
        if post and day and (day < post.published_on or (post.withdrawn_on and day >= post.withdrawn_on)):
            self.add_error("post", f"岗位目录在{day.isoformat()}没有“{post}”这个岗位。")
        return data


WEAK = [Rating.FAIR, Rating.POOR]
RATINGS = [("weak", "一般或较差"), *Rating.choices]


def by_rating(rows, value, day):
    return rows.filter(last_rating__in=WEAK if value == "weak" else [value])


def last_rating(assignment: PostAssignment, day):
    rating = assignment.last_rating and Rating(assignment.last_rating)
    return Tag(rating.label, TONES[rating]) if rating else None


@register
class PostAssignments(Register):
    key = "post-assignments"
    model = PostAssignment
    title = "设岗定责"
    group = GROUP
    programme = PROGRAMME
    description = "无职党员认领的岗位：认岗、定岗、离岗的日期；评议另在履岗评议中登记。村干部不计入上岗人数。"
    empty = "还没有党员上岗。请先登记村里认领岗位的党员。"
    states = ("在岗", "已离岗")
    to_area = "village"
    to_person = "person"
    form = AssignmentForm
    columns = (
        Column("person", "姓名"),
        "village",
        Column("post", "岗位"),
        Column("post__group", "类别"),
        "assigned_on",
        "ended_on",
        Column("last_rating", "最近评议", last_rating, ("last_rating",)),
    )
    fields = ("person", "village", "post", "claimed_on", "assigned_on", "ended_on", "evidence")
    filters = ("post", "post__group", "assigned_on", Choice("rating", "最近评议", RATINGS, by_rating))
    ordering = ("village__path", "person__pinyin")
    start, end = "assigned_on", "ended_on"
    same = ("person", "village", "post", "assigned_on")

    def rows(self, queryset, day):
        """Adds `last_rating`, that of the newest review by the day."""
        reviews = PostReview.objects.filter(assignment=OuterRef("pk"), rated_on__lte=day).order_by("-rated_on")
        return super().rows(queryset, day).annotate(last_rating=Subquery(reviews.values("rating")[:1]))


class ReviewForm(ModelForm):
    """A post is reviewed while it is held."""

    def clean(self):
        data = super().clean()
        refuse_future(self, "rated_on")
        assignment, day = data.get("assignment"), data.get("rated_on")
        if assignment and day and day < assignment.assigned_on:
            self.add_error("rated_on", f"{assignment.assigned_on.isoformat()}才定岗，评议不能更早。")
        return data


@register
class PostReviews(Register):
    key = "post-reviews"
    model = PostReview
    title = "履岗评议"
    group = GROUP
    programme = PROGRAMME
    parent = "assignment"
    to_area = "assignment__village"
    to_person = "assignment__person"
    form = ReviewForm
    description = "上岗党员的履岗评议，一般年底进行，登记日期、结果和依据。"
    empty = "还没有评议记录。"
    columns = (
        Column("assignment__person", "姓名"),
        Column("assignment__post", "岗位"),
        "rated_on",
        Column("rating", "", lambda review, day: Tag(review.get_rating_display(), TONES[Rating(review.rating)])),
        "evidence",
    )
    fields = ("rated_on", "rating", "evidence")
    filters = ("rating", "rated_on")
    ordering = ("-rated_on",)
    start = "rated_on"
    same = ("assignment", "rated_on")
