"""The courses of the demonstration city as plain values: who was sent where, and for how many hours."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from ..models import PlaceKind, Tier, TraineeClass, TrainingMode
from .rows import SEED
from .sizes import COUNTY_KEYS
from .trainees import Post, Trainees

CITY_KEY = "4111"
LEAVE_PERCENT, LONG_LEAVE_PERCENT = 9, 2  # short leave still completes, long leave does not
TEN = {"spring": [1, 1, 0, 2, 1, 0], "autumn": [0, 0, 1, 1, 2, 1]}
HUNDRED = [9, 13, 14, 31, 29, 4]
THOUSAND = [90, 126, 143, 313, 289, 39]
QUOTAS = {Tier.TEN: [1, 1, 1, 3, 3, 1], Tier.HUNDRED: HUNDRED, Tier.THOUSAND: THOUSAND}
# What the first half of 2012 sees of the thousand, by county and quarter: 临颍 is far behind.
THOUSAND_2012 = {1: [26, 36, 42, 88, 24, 10], 2: [24, 33, 38, 84, 40, 11]}
LARGEST = 52
HOSTS = [("江苏", "苏州"), ("山东", "潍坊"), ("浙江", "杭州"), ("江苏", "无锡")]
TOWN_COURSES = [  # day of opening, province, city, seats: six courses with 312 people
    (date(2010, 5, 10), "江苏", "苏州", 52),
    (date(2010, 10, 18), "浙江", "杭州", 52),
    (date(2010, 11, 8), "山东", "青岛", 52),
    (date(2011, 5, 16), "山东", "潍坊", 51),
    (date(2011, 10, 17), "江苏", "苏州", 53),
    (date(2011, 11, 14), "浙江", "杭州", 52),
]
HUNDRED_DAYS = {
    2010: [date(2010, 4, 12), date(2010, 6, 7), date(2010, 9, 13), date(2010, 11, 1)],
    2011: [date(2011, 4, 11), date(2011, 6, 13), date(2011, 9, 19), date(2011, 11, 7)],
    2012: [date(2012, 3, 5), date(2012, 5, 14)],
}
OWN_TOWNSHIPS = {2010: 27, 2011: 43, 2012: 11}  # townships that trained their villages' leaders


@dataclass
class Course:
    """One batch; `organiser` is the beginning of an area's code; `people` are (person, hours, leave)."""

    organiser: str
    name: str
    tier: str
    trainee: str
    starts_on: date
    days: int
    hours: int
    mode: str = TrainingMode.LOCAL
    place: str = PlaceKind.IN_CITY
    province: str = ""
    city: str = ""
    seats: int = 0
    people: list[tuple[int, int, int]] = field(default_factory=list)

    @property
    def ends_on(self) -> date:
        return self.starts_on + timedelta(days=self.days - 1)

    def enrol(self, rng: Random, people: Iterable[int], *, strict: bool = False) -> "Course":
        """Everybody for all hours, a few with leave; `strict` courses are completed by all."""
        for person in people:
            leave, luck = 0, rng.randrange(100)
            if not strict and luck < LONG_LEAVE_PERCENT:
                leave = self.hours // 7 + rng.randint(1, 4)
            elif luck < LEAVE_PERCENT:
                leave = rng.randint(1, max(1, self.hours // 7))
            self.people.append((person, self.hours - leave, leave))
        self.seats = self.seats or len(self.people) + rng.choice([0, 0, 1, 2, 3])
        return self


def draw_courses(trainees: Trainees) -> list[Course]:
    rng = Random(f"{SEED}/courses")  # noqa: S311
    courses = [*tens(rng, trainees), *hundreds(rng, trainees), *thousands(rng, trainees)]
    away = list(town_courses(rng, trainees))
    busy = {(course.starts_on.year, person) for course in away for person, *_ in course.people}
    courses += [*away, *official_courses(rng, trainees, busy)]
    courses += [*visits(rng, trainees), *own_courses(rng, trainees)]
    return sorted(courses, key=lambda course: (course.ends_on, course.organiser, course.name))


def serving(posts: Sequence[Post], day: date, taken: set[int]) -> list[int]:
    """People in post on a day and not taken yet, each once."""
    return list(dict.fromkeys(post.person for post in posts if post.held_on(day) and post.person not in taken))


def tens(rng: Random, trainees: Trainees) -> Iterable[Course]:
    taken: set[int] = set()
    for year, season, day in [
        (2010, "spring", date(2010, 5, 17)),
        (2010, "autumn", date(2010, 10, 25)),
        (2011, "spring", date(2011, 5, 23)),
        (2011, "autumn", date(2011, 10, 24)),
        (2012, "spring", date(2012, 5, 21)),
    ]:
        course = Course(CITY_KEY, f"{year}年全省高效农业技术培训", Tier.TEN, TraineeClass.SECRETARY, day, 7, 56)
        course.mode, course.place = TrainingMode.ONSITE_EMBEDDED, PlaceKind.IN_PROVINCE
        course.province, course.city = "河南", "郑州"
        people = [
            person
            for county, number in zip(COUNTY_KEYS, TEN[season], strict=True)
            for person in serving(trainees.secretaries[county], day, taken)[:number]
        ]
        taken.update(people)
        yield course.enrol(rng, people, strict=True)


def hundreds(rng: Random, trainees: Trainees) -> Iterable[Course]:
    for year, days in HUNDRED_DAYS.items():
        places = [county for county, number in zip(COUNTY_KEYS, HUNDRED, strict=True) for _ in range(number)]
        rng.shuffle(places)
        taken: set[int] = set()
        for number, day in enumerate(days):
            province, city = HOSTS[(year + number) % len(HOSTS)]
            course = Course(
                CITY_KEY, f"{year}年村干部{city}落地培训班", Tier.HUNDRED, TraineeClass.CADRE, day, 8, 64
            )
            course.mode, course.place = TrainingMode.ONSITE_EMBEDDED, PlaceKind.OUT_OF_PROVINCE
            course.province, course.city = province, city
            people = []
            for county in places[25 * number : 25 * number + 25]:
                person = serving(trainees.cadres[county], day, taken)[0]
                taken.add(person)
                people.append(person)
            yield course.enrol(rng, people)


def thousands(rng: Random, trainees: Trainees) -> Iterable[Course]:
    left = {county: list(people) for county, people in trainees.members.items()}
    for year in (2010, 2011, 2012):
        for number, county in enumerate(COUNTY_KEYS):
            for quarter, size in thousand_sizes(year, number):
                people, left[county] = left[county][:size], left[county][size:]
                day = date(year, 3 * quarter - rng.choice([1, 1, 0]), rng.randint(2, 18))
                course = Course(
                    county, f"{year}年农村党员实用技术培训班", Tier.THOUSAND, TraineeClass.MEMBER, day, 3, 24
                )
                course.mode = rng.choice([TrainingMode.LOCAL, TrainingMode.LOCAL, TrainingMode.INVITED])
                yield course.enrol(rng, people)


def thousand_sizes(year: int, county: int) -> list[tuple[int, int]]:
    """(quarter, people) of a county's batches in a year."""
    if year == 2012:
        wanted = [(quarter, sizes[county]) for quarter, sizes in THOUSAND_2012.items()]
        return [(quarter, size) for quarter, total in wanted for size in portions(total)]
    sizes = portions(THOUSAND[county])
    return [(1 + 4 * index // len(sizes), size) for index, size in enumerate(sizes)]


def portions(total: int) -> list[int]:
    number = -(-total // LARGEST)
    return [total // number + (index < total % number) for index in range(number)]


def town_courses(rng: Random, trainees: Trainees) -> Iterable[Course]:
    taken: set[int] = set()
    pool = [post for county in COUNTY_KEYS for post in trainees.officials[county]]
    rng.shuffle(pool)
    for number, (day, province, city, seats) in enumerate(TOWN_COURSES, start=1):
        people = serving(pool, day, taken)[:seats]
        taken.update(people)
        course = Course(
            CITY_KEY,
            f"第{number}期乡镇干部短期强化班",
            Tier.TOWNSHIP_COURSE,
            TraineeClass.TOWN_LEADER,
            day,
            12,
            96,
            mode=TrainingMode.ONSITE_EMBEDDED,
            place=PlaceKind.OUT_OF_PROVINCE,
            province=province,
            city=city,
            seats=seats,
        )
        yield course.enrol(rng, people, strict=True)


def official_courses(rng: Random, trainees: Trainees, busy: set[tuple[int, int]]) -> Iterable[Course]:
    """The counties' own courses for township leaders who were not sent out of the province that year."""
    for year, month, share in [(2010, 9, 88), (2011, 9, 94), (2012, 3, 12), (2012, 5, 24)]:
        for county in COUNTY_KEYS:
            day = date(year, month, rng.randint(3, 17))
            people = serving(trainees.officials[county], day, {person for when, person in busy if when == year})
            people = people[: len(people) * share // 100]
            busy |= {(year, person) for person in people}
            for part in portions(len(people)) if people else []:
                sent, people = people[:part], people[part:]
                course = Course(
                    county, f"{year}年乡镇领导干部进修班", Tier.OTHER, TraineeClass.TOWN_LEADER, day, 12, 92
                )
                yield course.enrol(rng, sent)


def visits(rng: Random, trainees: Trainees) -> Iterable[Course]:
    """Cadres on the road for three days: some of them go to a course of their township as well."""
    for year in (2010, 2011):
        for county in COUNTY_KEYS:
            day = date(year, rng.choice([6, 8, 9]), rng.randint(2, 25))
            course = Course(county, f"{year}年村干部外出参观班", Tier.OTHER, TraineeClass.CADRE, day, 3, 24)
            course.mode, course.place = TrainingMode.VISIT, PlaceKind.IN_PROVINCE
            course.province, course.city = "河南", rng.choice(["新乡", "许昌", "焦作"])
            yield course.enrol(rng, serving(trainees.cadres[county], day, set())[-22:])


def own_courses(rng: Random, trainees: Trainees) -> Iterable[Course]:
    """Townships that trained the secretaries and committees of their villages."""
    townships = sorted(trainees.leading)
    for year, number in OWN_TOWNSHIPS.items():
        for township in sorted(rng.sample(townships, number)):
            month = rng.choice([3, 4, 5] if year == 2012 else [3, 4, 7, 8, 10, 11, 12])
            day = date(year, month, rng.randint(2, 22))
            people = serving(trainees.leading[township], day, set())
            course = Course(
                township, f"{year}年村党组织书记和班子成员轮训班", Tier.OTHER, TraineeClass.CADRE, day, 4, 28
            )
            course.mode = rng.choice([TrainingMode.LOCAL] * 3 + [TrainingMode.VISIT])
            yield course.enrol(rng, [person for person in people if rng.randrange(100) < 97])
