"""Forms of the account pages."""

from django.contrib.auth.forms import PasswordChangeForm
from django.core.exceptions import ValidationError


class NewPasswordForm(PasswordChangeForm):
    """The new password must differ from the old one: a first password is to be replaced."""

    def clean_new_password1(self):
        password = self.cleaned_data["new_password1"]
        if self.user.check_password(password):
            raise ValidationError("新密码不能与原密码相同。", code="password_unchanged")
        return password
