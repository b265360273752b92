"""Routes of what is measured."""

from django.urls import path

from .views import burden, chasing, dashboard, entry, periods, programmes, publishing, review, todo, workbooks

urlpatterns = [
    path("", dashboard.home, name="home"),
    path("todo/", todo.todo, name="todo"),
    path("areas/<str:code>/", dashboard.area_dashboard, name="area-dashboard"),
    path("areas/<str:code>/outstanding/", dashboard.area_outstanding, name="area-outstanding"),
    path("programmes/", programmes.programme_list, name="programme-list"),
    path("programmes/<slug:programme>/", programmes.programme_page, name="programme-page"),
    path("entry/<str:code>/<str:period>/", entry.entry_grid, name="entry-grid"),
    path("entry/<str:code>/<str:period>/save/", entry.entry_save, name="entry-save"),
    path("entry/<str:code>/<str:period>/history/", entry.entry_cell_history, name="entry-cell-history"),
    path("entry/<str:code>/<str:period>/submit/", entry.entry_submit, name="entry-submit"),
    path("entry/<str:code>/<str:period>/withdraw/", entry.entry_withdraw, name="entry-withdraw"),
    path("entry/<str:code>/<str:period>/confirm/", entry.entry_confirm, name="entry-confirm"),
    path("entry/<str:code>/<str:period>/registers/", entry.entry_registers, name="entry-registers"),
    path("entry/<str:code>/<str:period>/explain/", entry.entry_explain, name="entry-explain"),
    path("entry/<str:code>/<str:period>/workbook.xlsx", workbooks.entry_workbook, name="entry-workbook"),
    path("entry/<str:code>/<str:period>/upload/", workbooks.entry_upload, name="entry-upload"),
    path(
        "entry/<str:code>/<str:period>/upload/<int:upload>/",
        workbooks.entry_upload_preview,
        name="entry-upload-preview",
    ),
    path(
        "entry/<str:code>/<str:period>/upload/<int:upload>/apply/",
        workbooks.entry_upload_apply,
        name="entry-upload-apply",
    ),
    path("review/", review.review_queue, name="review-queue"),
    path("review/<str:code>/<str:period>/", review.review_township, name="review-township"),
    path("review/<str:code>/<str:period>/start/", review.review_start, name="review-start"),
    path("review/<str:code>/<str:period>/decide/", review.review_decide, name="review-decide"),
    path("reports/<str:code>/<str:period>/correct/", review.report_correct, name="report-correct"),
    path("publish/<str:period>/", publishing.publish, name="publish"),
    path("publish/<str:period>/hand-over/", publishing.hand_over, name="hand-over"),
    path("publish/<str:period>/now/", publishing.publish_now, name="publish-now"),
    path("publish/<str:period>/<str:code>/send-back/", publishing.send_back, name="send-back"),
    path("periods/", periods.period_list, name="period-list"),
    path("periods/open/", periods.period_open, name="period-open"),
    path("chasing/", chasing.chasing_list, name="chasing"),
    path("chasing/export/", chasing.chasing_export, name="chasing-export"),
    path("burden/", burden.burden, name="burden"),
]
