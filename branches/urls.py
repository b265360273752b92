"""Routes of who and where: accounts, registers."""

from django.urls import path

from .views import account, registers

urlpatterns = [
    path("login/", account.LoginView.as_view(), name="login"),
    path("logout/", account.LogoutView.as_view(), name="logout"),
    path("password/", account.PasswordChangeView.as_view(), name="password-change"),
    path("registers/villages/", registers.village_list, name="village-list"),
    path("registers/cadres/", registers.cadre_list, name="cadre-list"),
    path("registers/branches/", registers.branch_list, name="branch-list"),
]
