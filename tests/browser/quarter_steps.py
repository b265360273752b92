"""The people of one quarter, each at a browser of their own, and what they do again and again.

2012Q2 in the known cast's 东镇: members (党员总数), strong (双强党员数, at most the members),
income (集体收入, 万元 with two decimals, optional) and the register's villages; the city's first
figure is strong / members.
"""

from urllib.parse import urlsplit

from django.urls import resolve, reverse
from playwright.sync_api import Page, expect

from branches.models import Area, Role
from indicators.models import Report, Rule

from ..cast import build_element, build_user
from ..dashboard_cast import build_indicator
from .network import Cdn, Problems

QUARTER = "2012Q2"
MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PASTE = """text => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    document.activeElement.dispatchEvent(
        new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


def build_catalogue() -> None:
    build_element("villages", name="村数", unit="个", source="villages", sort_order=0)
    members = build_element("members", name="党员总数", sort_order=1)
    build_element("strong", name="双强党员数", sort_order=2)
    build_element("income", name="集体收入", unit="万元", decimals=2, nature="flow", required=False, sort_order=3)
    Rule.objects.create(
        code="strong_of_members", programme=members.programme, left="strong", comparison="<=", right="members"
    )
    build_indicator("ds_member_rate", "strong", "members", name="双强党员占比", short_name="双强党员", featured=1)


def build_people(areas: dict[str, Area]) -> None:
    """Two clerks of 东镇, a reviewer of each county and of the city, the city's administrator."""
    build_user("clerk", areas["东镇"], Role.CLERK)
    build_user("colleague", areas["东镇"], Role.CLERK, display_name="同事")
    build_user("county", areas["甲县"], Role.REVIEWER)
    build_user("neighbour", areas["乙区"], Role.REVIEWER)
    build_user("city", areas["测试市"], Role.REVIEWER)
    build_user("administrator", areas["测试市"], Role.ADMINISTRATOR, is_staff=True)


class Desks:
    """`desks.of("clerk")`: that person's page, signed in through the form on first use."""

    def __init__(self, new_context, home: str, check_accessibility):
        self._new_context, self._home, self._check = new_context, home, check_accessibility
        self._pages: dict[str, Page] = {}
        self._problems: dict[str, Problems] = {}
        self._networks: list[Cdn] = []
        self.looked_at: set[str] = set()

    def of(self, username: str) -> Page:
        if username not in self._pages:
            self._pages[username] = self._sign_in(username)
        return self._pages[username]

    def _sign_in(self, username: str) -> Page:
        context = self._new_context()
        self._networks.append(Cdn(context, self._home))
        self._problems[username] = Problems(context, self._networks[-1])
        page = context.new_page()
        page.goto(self._home + reverse("login"))
        self.arrive(page, "login")
        page.get_by_label("用户名").fill(username)
        page.get_by_label("密码").fill("known-password-1")
        page.get_by_role("button", name="登录").click()
        expect(page.get_by_role("heading", name="登录", exact=True)).to_have_count(0)
        return page

    def go(self, username: str, name: str, *args: str, query: str = "") -> Page:
        """That person's page at a named address."""
        page = self.of(username)
        page.goto(self._home + reverse(name, args=args) + query)
        self.arrive(page, name)
        return page

    def arrive(self, page: Page, name: str) -> None:
        """Wait until a page has the named address; every name goes through axe once."""
        page.wait_for_url(lambda url: resolve(urlsplit(url).path).url_name == name)
        if name not in self.looked_at:
            self.looked_at.add(name)
            self._check(page)

    def allow(self, username: str, text: str) -> None:
        """That person's browser may complain of this."""
        self.of(username)
        self._problems[username].allow(text)

    def leave(self) -> None:
        """At the end: nobody's browser complained of anything else."""
        for network in self._networks:
            network.hang_up()
        told = [f"{who}: {text}" for who, problems in self._problems.items() for text in problems.unexpected()]
        assert not told, "\n".join(told)


def city_figure(desks: Desks, city: Area, basis: str = "approved") -> tuple[str, str]:
    """(numerator, denominator) of the first figure on the city's dashboard, as its administrator reads it."""
    page = desks.go("administrator", "area-dashboard", city.code, query=f"?basis={basis}")
    tile = page.locator("article.kpi[data-indicator=ds_member_rate]")
    return tile.get_attribute("data-numerator"), tile.get_attribute("data-denominator")


def report_of(name: str) -> Report:
    return Report.objects.get(area__name=name, period__code=QUARTER)


def values(name: str) -> dict:
    return report_of(name).values


def cell(page: Page, village: str, code: str):
    return page.locator(f"#c{report_of(village).pk}-{code}")


def type_in(page: Page, village: str, code: str, text: str) -> None:
    cell(page, village, code).fill(text)
    page.keyboard.press("Enter")


def expect_saved(page: Page) -> None:
    expect(page.locator("#save-state")).to_contain_text("已自动保存")


def upload(page: Page, data: bytes) -> None:
    page.get_by_label("填好的报表").set_input_files({"name": "东镇.xlsx", "mimeType": MIME, "buffer": data})
    page.get_by_role("button", name="上传并预览").click()


def confirm(desks: Desks, page: Page, button: str) -> None:
    """The page between a decision and its effect."""
    desks.arrive(page, "review-decide")
    page.get_by_role("button", name=button).click()
    expect(page.locator(".messages")).to_contain_text("份报表已办理")
