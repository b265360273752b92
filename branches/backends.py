"""Who is signed in: the account together with its area, in one query."""

from django.contrib.auth.backends import ModelBackend

from .models import User


class AccountBackend(ModelBackend):
    """Django's password check; `request.user.area` costs no second query."""

    def get_user(self, user_id):
        user = User.objects.select_related("area").filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
