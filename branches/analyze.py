"""The database's own statistics, which tell it how to find rows."""

from django.db import connection


def refresh_statistics() -> None:
    """After a bulk load: without it PostgreSQL plans for the empty tables it saw last.

    May run inside a transaction and sees its rows. SQLite plans by its indexes alone.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
