"""Routes of what is measured."""

from django.urls import path

from .views import dashboard

urlpatterns = [
    path("", dashboard.home, name="home"),
    path("areas/<str:code>/", dashboard.area_dashboard, name="area-dashboard"),
    path("areas/<str:code>/outstanding/", dashboard.area_outstanding, name="area-outstanding"),
]
