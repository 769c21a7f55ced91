"""What a coordinator of the Gødstrup cluster does on a Monday morning."""

import re
from urllib.parse import unquote

from playwright.sync_api import expect

from tests.browser.visitor import Script, Visitor
from tests.journey.house import MIDTJYLLAND, MONDAY, House, eventually

TEMPORAL = "Se, hvem der er forsinket, i Temporal"


def sign_in_by_mail(coordinator: Visitor, house: House, address: str) -> None:
    """Ask for a link, and use the one that the mail brings."""
    told = house.run("staff", "add", address, "Klyngens koordinator", "--role", "coordinator")
    assert told.returncode == 0, told.stderr
    coordinator.go("/")
    coordinator.sees_title("Log ind")
    coordinator.fill("Mailadresse", address)
    coordinator.press("Send link")
    coordinator.sees("Se i din indbakke")
    coordinator.go(eventually(lambda: _link(house, address), what=f"a mail to {address}"))
    coordinator.fill("Din mailadresse", address)
    coordinator.press("Log ind")
    coordinator.sees_title("Mit bord")


def _link(house: House, address: str) -> str | None:
    mine = [mail["id"] for mail in house.mails() if address in mail["recipients"]["to"]]
    found = re.search(r"/log-ind/[\w.\-]+", house.text_of(mine[0])) if mine else None
    return found.group() if found else None


def find_late_councils(coordinator: Visitor) -> None:
    """Look at one cluster of the one agreement, and see that exactly one council is late."""
    coordinator.press("Forløb")
    with coordinator.inside(coordinator.page.get_by_role("row").filter(has_text="Midtjylland")):
        coordinator.press("Sundhedsaftalen 2028-2031")
    assert coordinator.path == f"/forloeb/{MIDTJYLLAND}"
    coordinator.press("Gødstrup")
    councils = coordinator.page.get_by_role("row").filter(has=coordinator.page.locator('[data-title="Status"]'))
    expect(councils).to_have_count(6)
    late = councils.filter(has_text="forsinket")
    expect(late).to_have_count(1)
    expect(late).to_contain_text("Lemvig")


def cannot_write(coordinator: Visitor) -> None:
    """See no form but the one that remembers her cluster, and be refused where another is made up."""
    expect(coordinator.main.locator('form[method="post"]:not([action$="/min-klynge"])')).to_have_count(0)
    answer = coordinator.page.request.post(f"/forloeb/{MIDTJYLLAND}/annullering", form={"reason": "x"})
    assert answer.status == 403
    assert "kun sekretariatet kan ændre noget" in answer.text()


def follow_to_temporal(coordinator: Visitor, script: Script) -> None:
    """Follow the link that lists the late ones; Temporal's own pages need script."""
    link = coordinator.page.get_by_role("link", name=TEMPORAL)
    address = link.get_attribute("href") or ""
    assert unquote(address).partition("?query=")[2].split(" AND ") == _asked()
    if script is Script.ON:
        link.click()
        expect(coordinator.page.get_by_text(f"{MIDTJYLLAND}/runde-1/Lemvig").first).to_be_visible()
        expect(coordinator.page.get_by_text("1 Workflow").first).to_be_visible()


def _asked() -> list[str]:
    agreement, cluster, outcome, late = MONDAY.split(" AND ")
    return [agreement, outcome, late, cluster]
