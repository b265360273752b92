"""A chart as the few shapes that a browser draws: no script, prints as it stands. No Django."""

from dataclasses import dataclass

from .document import Chart

WIDTH, ROW, TOP = 600, 26, 14
LABEL, ROOM = 110, 70  # beside the bars: the name before, the number behind
HEIGHT, LEFT, BOTTOM = 220, 46, 26
MARKS = ("", "8 4", "2 3", "10 3 2 3")  # dashes tell the lines apart without their colour


@dataclass(frozen=True)
class Bar:
    label: str
    text: str
    y: int
    width: float


@dataclass(frozen=True)
class Line:
    name: str
    strokes: tuple[str, ...]
    dots: tuple[tuple[float, float], ...]
    dashes: str
    number: int
    last_x: float
    last_y: float


@dataclass(frozen=True)
class Sketch:
    width: int
    height: int
    bars: tuple[Bar, ...] = ()
    lines: tuple[Line, ...] = ()
    ticks: tuple[tuple[float, str], ...] = ()  # (y, text)
    labels: tuple[tuple[float, str], ...] = ()  # (x, text)


def sketch(chart: Chart) -> Sketch:
    return bars(chart) if chart.kind == "bar" else lines(chart)


def bars(chart: Chart) -> Sketch:
    numbers = chart.series[0][1] if chart.series else ()
    most = max((number for number in numbers if number), default=0) or 1
    full = WIDTH - LABEL - ROOM
    found = tuple(
        Bar(label, shown(number, chart.unit), TOP + place * ROW, round(max(number or 0, 0) / most * full, 1))
        for place, (label, number) in enumerate(zip(chart.labels, numbers, strict=True))
    )
    return Sketch(WIDTH, TOP + ROW * len(found), found)


def lines(chart: Chart) -> Sketch:
    numbers = [number for _, values in chart.series for number in values if number is not None]
    low, high = (min(numbers), max(numbers)) if numbers else (0, 1)
    spread = (high - low) or 1
    step = (WIDTH - LEFT - ROOM) / max(len(chart.labels) - 1, 1)

    def x(place: int) -> float:
        return round(LEFT + place * step, 1)

    def y(number: float) -> float:
        return round(TOP + (HEIGHT - TOP - BOTTOM) * (high - number) / spread, 1)

    drawn = []
    for number, (name, values) in enumerate(chart.series):
        points = [None if value is None else (x(place), y(value)) for place, value in enumerate(values)]
        dots = tuple(point for point in points if point)
        if dots:
            drawn.append(Line(name, strokes(points), dots, MARKS[number % len(MARKS)], number, *dots[-1]))
    every = max(1, -(-len(chart.labels) // 6))
    labels = tuple((x(place), label) for place, label in enumerate(chart.labels) if place % every == 0)
    ticks = tuple((y(value), shown(value, chart.unit)) for value in dict.fromkeys((high, (high + low) / 2, low)))
    return Sketch(WIDTH, HEIGHT, (), tuple(drawn), ticks if numbers else (), labels)


def strokes(points: list[tuple[float, float] | None]) -> tuple[str, ...]:
    """The stretches between missing points; a line never runs over a gap."""
    found: list[list[str]] = [[]]
    for point in points:
        if point is None:
            found.append([])
        else:
            found[-1].append(f"{point[0]},{point[1]}")
    return tuple(" ".join(stretch) for stretch in found if len(stretch) > 1)


def shown(number: float | None, unit: str) -> str:
    return "—" if number is None else f"{number:g}{unit}" if number == int(number) else f"{number:.1f}{unit}"
