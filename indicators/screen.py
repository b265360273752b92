"""The big screen: tiles of the children in a schematic map, bars of their ranking, lengths ready to draw."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, sqrt

from branches.models import Area

from .dashboards import Dashboard, Ranked
from .figures import Figure

CELL, GUTTER = 100, 8  # units of the drawing
PALE, BRIGHT = (74, 34, 40), (184, 36, 48)  # ground of the lowest and of the highest tile
UNKNOWN = "#3a2a2d"


@dataclass(frozen=True)
class Tile:
    """One child as a rectangle; lengths in units of the drawing, `fill` by its value."""

    ranked: Ranked
    x: int
    y: int
    width: int
    height: int
    fill: str

    @property
    def name_y(self) -> int:
        return self.y + 26

    @property
    def number_y(self) -> int:
        return self.y + self.height - 16

    @property
    def text_x(self) -> int:
        return self.x + 10


@dataclass(frozen=True)
class TileMap:
    tiles: tuple[Tile, ...]
    width: int
    height: int


def tile_map(page: Dashboard) -> TileMap:
    """Children at the places that their areas name (row, column, height, width); when one of them names
    none or two overlap, in even rows instead."""
    ranked = {row.child.code: row for row in page.ranking}
    areas = Area.objects.filter(code__in=ranked).order_by("sort_order", "code")
    named = {area.code: placed(area.tile) for area in areas}
    spots = named if usable(named) else in_rows([area.code for area in areas])
    values = [row.figure.value for row in page.ranking if row.figure.value is not None]
    tiles = tuple(
        Tile(
            ranked[code],
            (column - 1) * CELL,
            (row - 1) * CELL,
            width * CELL - GUTTER,
            height * CELL - GUTTER,
            shade(ranked[code].figure.value, values),
        )
        for code, (row, column, height, width) in spots.items()
    )
    right = max((tile.x + tile.width for tile in tiles), default=CELL)
    return TileMap(tiles, right, max((tile.y + tile.height for tile in tiles), default=CELL))


def placed(text: str) -> tuple[int, int, int, int] | None:
    """ "2,1,3,1" as numbers; None for none."""
    return tuple(max(1, int(number)) for number in text.split(",")) if text else None


def usable(spots: dict) -> bool:
    """Everybody has a place, and no two share a cell."""
    if not spots or None in spots.values():
        return False
    cells = [
        (row + down, column + across)
        for row, column, height, width in spots.values()
        for down in range(height)
        for across in range(width)
    ]
    return len(cells) == len(set(cells))


def in_rows(codes: Sequence[str]) -> dict[str, tuple[int, int, int, int]]:
    """Tiles of one cell in rows about half as many again wide as high."""
    columns = max(1, ceil(sqrt(len(codes) * 1.5)))
    return {code: (number // columns + 1, number % columns + 1, 1, 1) for number, code in enumerate(codes)}


def shade(value: Decimal | None, values: Sequence[Decimal]) -> str:
    if value is None or not values:
        return UNKNOWN
    spread = max(values) - min(values)
    part = float((value - min(values)) / spread) if spread else 0.5
    red, green, blue = (round(low + (high - low) * part) for low, high in zip(PALE, BRIGHT, strict=True))
    return f"#{red:02x}{green:02x}{blue:02x}"


def bar_lengths(page: Dashboard) -> list[tuple[Ranked, str]]:
    """The ranking with the length of each bar in percent of the longest."""
    longest = max((row.figure.value for row in page.ranking if row.figure.value is not None), default=None)
    return [(row, length(row.figure, longest)) for row in page.ranking]


def length(figure: Figure, longest: Decimal | None) -> str:
    if figure.value is None or not longest:
        return "0%"
    return f"{max(figure.value, Decimal(0)) * 100 / longest:.1f}%"
