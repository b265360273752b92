"""The gate before a view: signed in, inside the scope, with the role."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404

from .models import Area
from .scope import Scope


def gated(allows=None):
    """Decorate a view whose URL has `code`: it gets `request.scope` and `request.area`.

    Outside the scope the answer is 404; inside without what `allows(scope, area)` asks, 403.
    A route without `code` gets the user's own area, and `request.area` is None for nobody's.
    """

    def decorate(view):
        @wraps(view)
        @login_required
        def gate(request, *args, **kwargs):
            scope = request.scope = Scope(request.user)
            code = kwargs.pop("code", None)
            area = scope.area if code is None else Area.objects.select_related("parent").filter(code=code).first()
            if code is not None and (area is None or not scope.may_see(area)):
                raise Http404("没有这个单位，或不在您的管辖范围内。")
            if allows is not None and not allows(scope, area):
                raise PermissionDenied("您的角色不能使用此功能。")
            request.area = area
            return view(request, *args, **kwargs)

        return gate

    return decorate
