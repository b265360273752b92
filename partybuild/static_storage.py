"""How collected static files are stored: names with a content hash, compressed once."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Rewrites references inside stylesheets, and leaves scripts alone byte for byte.

    The scripts in static/vendor carry a pinned hash, which a rewritten source map comment would
    break; the maps themselves are not shipped, and their absence would stop collectstatic.
    """

    patterns = tuple(rule for rule in CompressedManifestStaticFilesStorage.patterns if rule[0] != "*.js")
