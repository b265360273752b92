"""The JSON read API: areas, periods, indicators, figures; read-only, in the scope of the token's owner."""
