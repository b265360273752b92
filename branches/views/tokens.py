"""The own API keys: make one, see it once, revoke it."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from ..models import ApiToken

MOST = 10


class TokenForm(forms.Form):
    name = forms.CharField(label="用途", max_length=60, help_text="写明给哪个系统用，便于日后停用。")


@never_cache
@login_required
def token_list(request):
    """A new key is shown on the answer to its own request, and nowhere else."""
    tokens = ApiToken.objects.filter(user=request.user, revoked_at__isnull=True)
    form, key = TokenForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        if tokens.count() >= MOST:
            form.add_error("name", f"最多保留{MOST}个密钥，请先停用不用的。")
        else:
            _, key = ApiToken.objects.issue(request.user, form.cleaned_data["name"])
            form = TokenForm()
    return render(request, "registration/token_list.html", {"form": form, "key": key, "tokens": tokens})


@require_POST
@login_required
def token_revoke(request, pk):
    token = get_object_or_404(ApiToken, pk=pk, user=request.user, revoked_at__isnull=True)
    ApiToken.objects.filter(pk=token.pk).update(revoked_at=timezone.now())
    messages.success(request, f"密钥“{token.name}”已停用。")
    return redirect("token-list")
