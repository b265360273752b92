"""`{% chart_loader %}`: the one script tag a page with charts needs.

The page's own chart script comes after it, also with `defer`, and starts on the document's event
`charts:ready`, or by `window.chartsReady.then((Chart) => …)`, where Chart is null when no source
answered; then the tables beside the charts are all there is.
"""

import json

from django import template
from django.conf import settings
from django.templatetags.static import static

from indicators.chart_files import CHART_FILES

register = template.Library()


@register.inclusion_tag("indicators/chart_loader.html")
def chart_loader():
    """Render the loader with its source mode and, per file, both addresses and the hash."""
    files = [
        {"cdn": file.cdn_url, "local": static(file.static_name), "integrity": file.integrity}
        for file in CHART_FILES
    ]
    return {"source": settings.CHART_SOURCE, "files": json.dumps(files)}
