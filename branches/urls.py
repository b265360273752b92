"""Routes of who and where: accounts, registers."""

from django.urls import path

from .views import account, register_records, registers

urlpatterns = [
    path("login/", account.LoginView.as_view(), name="login"),
    path("logout/", account.LogoutView.as_view(), name="logout"),
    path("password/", account.PasswordChangeView.as_view(), name="password-change"),
    path("registers/", registers.register_menu, name="register-menu"),
    path("registers/<slug:key>/", registers.register_list, name="register-list"),
    path("registers/<slug:key>/add/", register_records.register_add, name="register-add"),
    path("registers/<slug:key>/suggest/", register_records.register_suggest, name="register-suggest"),
    path("registers/<slug:key>/<int:pk>/", register_records.register_record, name="register-record"),
    path("registers/<slug:key>/<int:pk>/edit/", register_records.register_edit, name="register-edit"),
    # The addresses that other pages know by name.
    path("registers/villages/", registers.register_list, {"key": "villages"}, name="village-list"),
    path("registers/cadres/", registers.register_list, {"key": "cadres"}, name="cadre-list"),
    path("registers/branches/", registers.register_list, {"key": "branches"}, name="branch-list"),
]
