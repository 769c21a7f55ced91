"""What coordinators see in the Temporal UI, in a real browser; the pictures lie in `screenshots/`."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journey.house import MIDTJYLLAND, MONDAY, House
from tests.pages.visiting import browsing
from tests.waiting import BROWSER_PATIENCE

PICTURES = Path("screenshots")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing() as browser:
        yield browser


@pytest.fixture
def page(browser: Browser, house: House) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1500, "height": 1200}, base_url=house.ui)
    page.set_default_timeout(BROWSER_PATIENCE)
    yield page
    page.close()


def _workflow(workflow_id: str) -> str:
    return f"/namespaces/default/workflows/{quote(workflow_id, safe='')}"


def _photograph(page: Page, name: str) -> None:
    PICTURES.mkdir(exist_ok=True)
    path = PICTURES / f"temporal-{name}.png"
    page.screenshot(path=path)
    assert path.stat().st_size > 0


def _shows(page: Page, *texts: str) -> None:
    for text in texts:
        expect(page.get_by_text(text).first).to_be_visible(timeout=BROWSER_PATIENCE)


def test_the_list_names_cycles_and_councils_as_danes_do(page: Page) -> None:
    query = quote(f'Aftale="{MIDTJYLLAND}" AND ExecutionStatus="Running"')
    page.goto(f"/namespaces/default/workflows?query={query}")
    _shows(page, "Aftaleforløb", "Rådsbehandling", f"{MIDTJYLLAND}/runde-1/Samsø")
    _photograph(page, "liste")


def test_the_cycles_timeline_tells_who_was_asked(page: Page) -> None:
    page.goto(_workflow(MIDTJYLLAND))
    _shows(page, "Lemvig: beslutning om Sundhedsaftalen 2028-2031", "Åbn runde", "Runde 1 sendes ud")
    _photograph(page, "forløb")


def test_the_cycles_details_tell_how_far_it_is(page: Page) -> None:
    page.goto(_workflow(MIDTJYLLAND))
    page.get_by_text("User Metadata").first.click()
    details = page.frame_locator("iframe").last
    expect(details.get_by_text("14 af 20 godkendt")).to_be_visible(timeout=BROWSER_PATIENCE)
    expect(details.get_by_text("Struer (udsat)")).to_be_visible(timeout=BROWSER_PATIENCE)
    summary = page.frame_locator("iframe").first
    expect(summary.get_by_text("Sundhedsaftalen 2028-2031").first).to_be_visible(timeout=BROWSER_PATIENCE)
    _photograph(page, "detaljer")


def test_a_councils_page_tells_what_it_waits_for(page: Page) -> None:
    page.goto(_workflow(f"{MIDTJYLLAND}/runde-1/Struer"))
    _shows(page, "Registrér henvendelse", "Send brev", "Venter på svar")
    _photograph(page, "råd")


def test_mondays_query_shows_exactly_the_late_councils_of_one_cluster(page: Page) -> None:
    page.goto(f"/namespaces/default/workflows?query={quote(MONDAY)}")
    _shows(page, f"{MIDTJYLLAND}/runde-1/Lemvig", "1 Workflow")
    _photograph(page, "mandag")
