"""The network around the browser under test: a CDN in four moods, and what the page complained about."""

from django.conf import settings

VENDOR = settings.BASE_DIR / "static" / "vendor"
CORS = {"Access-Control-Allow-Origin": "*"}


class Cdn:
    """Answers every request that leaves the test server.

    The CDN's files come from static/vendor unless a test changes the mood; any other host is
    refused and remembered in `strangers`. `asked` has the CDN addresses requested, in order.
    """

    def __init__(self, context, home: str):
        self.context, self.home, self.mood = context, home, "served"
        self.asked: list[str] = []
        self.strangers: list[str] = []
        self._waiting = []
        context.route(lambda url: not url.startswith((home, "data:", "blob:")), self._answer)

    def served(self):
        """The right files at once."""
        self.mood = "served"

    def refused(self):
        """Connection refused, or no such name."""
        self.mood = "refused"

    def dropped(self):
        """A firewall that swallows packets: no answer, no error, until `release()`."""
        self.mood = "dropped"

    def altered(self):
        """Someone changed the file on the way."""
        self.mood = "altered"

    def release(self):
        """Deliver, late, what was dropped so far."""
        waiting, self._waiting = self._waiting, []
        for route in waiting:
            self._deliver(route)

    def hang_up(self):
        """End what nobody answered, so that the browser can close."""
        for route in self._waiting:
            route.abort()

    def _answer(self, route):
        url = route.request.url
        if not url.startswith(settings.CDN_ORIGIN):
            self.strangers.append(url)
            return route.abort("blockedbyclient")
        self.asked.append(url)
        if self.mood == "refused":
            return route.abort("connectionrefused")
        if self.mood == "dropped":
            return self._waiting.append(route)
        return self._deliver(route)

    def _deliver(self, route):
        body = (VENDOR / route.request.url.rsplit("/", 1)[1]).read_bytes()
        if self.mood == "altered":
            body += b"\nwindow.intruder = true;"
        route.fulfill(body=body, content_type="application/javascript", headers=CORS)


class Problems:
    """Console errors, uncaught exceptions, policy violations and requests to strange hosts."""

    def __init__(self, context, cdn: Cdn):
        self._cdn, self._seen, self._allowed = cdn, [], []
        context.on("console", self._on_console)
        context.on("weberror", lambda error: self._seen.append(f"uncaught: {error.error}"))

    def _on_console(self, message):
        if message.type == "error" or "Content Security Policy" in message.text:
            self._seen.append(f"{message.text} ({message.location.get('url', '')})")

    def allow(self, text: str):
        """A message containing `text` is part of this test."""
        self._allowed.append(text)

    def unexpected(self) -> list[str]:
        """All but the allowed ones; of a CDN in a bad mood the browser may complain."""
        allowed = self._allowed + ([] if self._cdn.mood == "served" else [settings.CDN_ORIGIN])
        complaints = [seen for seen in self._seen if not any(text in seen for text in allowed)]
        return complaints + [f"asked a strange host: {url}" for url in self._cdn.strangers]
