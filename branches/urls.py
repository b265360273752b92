"""Routes of who and where: accounts, registers."""

from django.urls import path

from .views import (
    account,
    doubles,
    help,
    people,
    register_records,
    register_sheets,
    registers,
    roster,
    saved_views,
    tokens,
)

urlpatterns = [
    path("login/", account.LoginView.as_view(), name="login"),
    path("logout/", account.LogoutView.as_view(), name="logout"),
    path("tokens/", tokens.token_list, name="token-list"),
    path("tokens/<int:pk>/revoke/", tokens.token_revoke, name="token-revoke"),
    path("password/", account.PasswordChangeView.as_view(), name="password-change"),
    path("help/", help.help_page, name="help"),
    path("help/images/<slug:image>.png", help.help_image, name="help-image"),
    path("help/<slug:manual>/", help.help_manual, name="help-manual"),
    path("registers/", registers.register_menu, name="register-menu"),
    path("registers/people/doubles/", doubles.person_doubles, name="person-doubles"),
    path("registers/people/<int:pk>/", people.person, name="person"),
    path("registers/people/<int:pk>/acts/<slug:act>/", people.person_act, name="person-act"),
    path("registers/people/<int:pk>/acts/<slug:act>/<int:row>/", people.person_row_act, name="person-row-act"),
    path("registers/people/<int:pk>/merge/<int:other>/", doubles.person_merge, name="person-merge"),
    path("registers/villages/<str:code>/cadres/", roster.village_cadres, name="village-cadres"),
    path("registers/villages/<str:code>/candidates/", roster.village_candidates, name="village-candidates"),
    path("registers/<slug:key>/", registers.register_list, name="register-list"),
    path("registers/<slug:key>/add/", register_records.register_add, name="register-add"),
    path("registers/<slug:key>/suggest/", register_records.register_suggest, name="register-suggest"),
    path("registers/<slug:key>/<int:pk>/", register_records.register_record, name="register-record"),
    path("registers/<slug:key>/<int:pk>/edit/", register_records.register_edit, name="register-edit"),
    path("registers/<slug:key>/views/", saved_views.register_view_save, name="register-view-save"),
    path("registers/<slug:key>/views/<int:view>/", saved_views.register_view_change, name="register-view-change"),
    path("registers/<slug:key>/export.xlsx", register_sheets.register_export, name="register-export"),
    path("registers/<slug:key>/import/", register_sheets.register_import, name="register-import"),
    path(
        "registers/<slug:key>/import/template.xlsx",
        register_sheets.register_import_template,
        name="register-import-template",
    ),
    path(
        "registers/<slug:key>/import/<int:upload>/",
        register_sheets.register_import_preview,
        name="register-import-preview",
    ),
    path(
        "registers/<slug:key>/import/<int:upload>/apply/",
        register_sheets.register_import_apply,
        name="register-import-apply",
    ),
    # The addresses that other pages know by name.
    path("registers/villages/", registers.register_list, {"key": "villages"}, name="village-list"),
    path("registers/cadres/", registers.register_list, {"key": "cadres"}, name="cadre-list"),
    path("registers/branches/", registers.register_list, {"key": "branches"}, name="branch-list"),
]
