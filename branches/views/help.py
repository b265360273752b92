"""Help: the manual of the reader's role, from docs/manual, and its pictures."""

from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from ..gate import gated
from ..markdown import render as written
from ..models import Role

FOLDER = Path(settings.BASE_DIR) / "docs" / "manual"
MANUALS = {  # the name in the address and of the file: what it is called
    Role.CLERK.value: "填报员手册",
    Role.REVIEWER.value: "审核员手册",
    Role.LEADER.value: "查看手册",
    Role.ADMINISTRATOR.value: "管理员手册",
}


@require_safe
@gated()
def help_page(request):
    """The own role's manual."""
    user = request.user
    own = Role.ADMINISTRATOR if user.is_superuser else user.role
    return shown(request, own if own in MANUALS else Role.LEADER.value)


@require_safe
@gated()
def help_manual(request, manual):
    """Any of the manuals: everybody may read what the others do."""
    if manual not in MANUALS:
        raise Http404("没有这本手册。")
    return shown(request, manual)


@require_safe
@gated()
def help_image(request, image):
    """A picture of a manual; the name is a slug, which leads nowhere else."""
    path = FOLDER / "images" / f"{image}.png"
    if not path.is_file():
        raise Http404("没有这张图。")
    return FileResponse(path.open("rb"), content_type="image/png")


def shown(request, manual: str):
    """A site may be installed without docs: then the page says where to find the manual."""
    path = FOLDER / f"{manual}.md"
    page = written(path.read_text(encoding="utf-8"), address) if path.is_file() else None
    context = {
        "manual": manual,
        "manuals": MANUALS.items(),
        "name": MANUALS[manual],
        "page": page,
        "html": mark_safe(page.html) if page else "",  # noqa: S308 - escaped by branches.markdown
    }
    return render(request, "help/manual.html", context)


def address(target: str) -> str:
    """Of a picture beside the manual, of another manual, or of a page of the site."""
    if target.startswith("images/") and target.endswith(".png"):
        return reverse("help-image", args=[target[7:-4]])
    if target.endswith(".md") and target[:-3] in MANUALS:
        return reverse("help-manual", args=[target[:-3]])
    return target if target.startswith("/") and not target.startswith("//") else "#"
