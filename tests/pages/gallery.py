"""Every page of the web, in every state that its readers meet: what tests look at and pictures are taken of."""

from dataclasses import dataclass

from models.access.staff import Role
from tests.api.asking import CONTACTS, HEARING, STATUS
from tests.api.office import ANSWER as SAID
from tests.api.office import NEW_CYCLE, PDF
from tests.pages.scenes import LONG_WORD
from tests.pages.ways import (
    Finding,
    addressed,
    at,
    correction,
    council,
    faulty,
    filled,
    receipt,
    request,
    sign_in_link,
)
from tests.today import today
from workflows.rules.requests import RequestKind

OFFICE, COORDINATOR = Role.SECRETARIAT, Role.COORDINATOR
CYCLE = "/forloeb/{cycle}"
QUESTION = "/plan?in_force=2027-01-01&deadline=2026-06-30&dispatch=2026-04-01"
NEW = NEW_CYCLE | {"approval_deadline": "2026-06-30"}
SHORT = {"kind": "paragraf-60", "region": "1081", "title": "Fælles redningsberedskab", "parties": ["825", "840"]}
IN_TWO_YEARS = f"{today().year + 2}-01-01"
SHOWN = SHORT | {"period_start": IN_TWO_YEARS, "assume": "Læsø:postponed"}
ATLANTIS = {"til": "proev", "assume": "Atlantis:silent"}
WIZARD = "/forloeb/ny"
NEXT = NEW | {"title": "", "period_start": "", "period_end": ""}
IN_REACH = NEW | {"approval_deadline": "2026-09-30", "unreachable_reason": f"Et {LONG_WORD} afgør det."}
FOLLOWED_UP = {"start_phase": "opfølgning", "til": "kalender"}
TWO_PARTS = {"kind": "rammeaftale", "til": "kalender"}
AGREEMENT = {"file": (f"Sundhedsaftalen om {LONG_WORD}.pdf", PDF)}
BAD_AGREEMENT = {"file": ("aftale.exe", b"MZ")}
FAULTY_TEXT = NEW | {
    "period_end": "2020-01-01",
    "out_of_basis_reason": "",
    "title": "<i>æøå</i>",
    "til": "kalender",
}
ANSWER, PLAN = RequestKind.ANSWER, RequestKind.PLAN
LATE = "/frist?deadline=2026-06-15&reason=ferie"
LONG = SAID | {
    "decision_text": f"{LONG_WORD} godkendt. " * 30,
    "minutes_url": "https://kommune.example/" + "x" * 200,
}
POSTPONED = SAID | {"outcome": "postponed"}
REMARKED = SAID | {"outcome": "approved_with_remarks"}
NO_DAY = {
    "planned_meeting_date-day": "32",
    "planned_meeting_date-month": "maj",
    "planned_meeting_date-year": "2026",
}
NO_PARTY = {"on_behalf_of": "999", "text": ""}
BAD_FILE = {"file": ("kontakter.csv", b"code;name;mailbox;main_mailbox\n999;;x;x@raad.example\n;;;\n")}
MEETINGS_FILE = {"file": ("moeder.csv", "kommune;niveau;dato\nLæsø;råd;2026-05-20\n".encode())}
BAD_CONTACT = {"mailbox": f"<{LONG_WORD}", "phone": "1" * 41}
BAD_MEETING = {"niveau": "konge", "dato-day": "32", "dato-month": "maj", "dato-year": "2026"}
BAD_KIND = {"toml": f'title = "{LONG_WORD}"\n# <b>\n'}
BAD_PERSON = {"email": f"<{LONG_WORD}", "name": "", "role": ""}
LOST = {"party": "860", "round": "1", "reason": "tabt"}
ADOPTED = {"adopted_on": "2026-03-01"}
REFUSED = {"confirmed_on": "2026-03-01"}
TOO_EARLY = {"deadline": "1.3.2026", "reason": "ferie"}


@dataclass(frozen=True)
class Entry:
    """A page in a state: its scene, the way to it, who is signed in, and the status that it answers with."""

    name: str
    scene: str
    way: Finding
    role: Role | None = None
    status: int = 200


CONSOLE = (
    Entry("desk-empty", "nothing", at("/"), OFFICE),
    Entry("desk", "round", at("/"), OFFICE),
    Entry("desk-without-meetings", "unplanned", at("/"), OFFICE),
    Entry("desk-after-an-act", "round", at("/?modtaget=1"), OFFICE),
    Entry("desk-of-a-coordinator", "round", at("/"), COORDINATOR),
    Entry("desk-with-every-task", "tasks", at("/"), OFFICE),
    Entry("desk-after-a-hearing", "hearing", at("/"), OFFICE),
    Entry("cycles-none", "nothing", at("/forloeb"), OFFICE),
    Entry("cycles", "round", at("/forloeb"), COORDINATOR),
    Entry("directory", "nothing", at("/katalog"), OFFICE),
    Entry("contacts-file", "nothing", at("/katalog/kontakter"), OFFICE),
    Entry("contacts-file-missing", "nothing", at("/katalog/kontakter", {}), OFFICE, 422),
    Entry("contacts-file-with-errors", "nothing", at("/katalog/kontakter", {}, BAD_FILE), OFFICE, 422),
    Entry("meetings-file", "nothing", at("/katalog/moeder"), COORDINATOR),
    Entry("meetings-file-taken-in", "meetings", at("/katalog/moeder", {}, MEETINGS_FILE), OFFICE),
    Entry("body", "round", at("/katalog/raad-825"), OFFICE),
    Entry("body-with-meetings", "meetings", at("/katalog/raad-825?gjort=moede"), OFFICE),
    Entry("body-of-a-coordinator", "meetings", at("/katalog/raad-825"), COORDINATOR),
    Entry("body-unreached", "unreached", at("/katalog/raad-825"), OFFICE),
    Entry("body-cluster", "nothing", at("/katalog/klynge-1081-nord"), COORDINATOR),
    Entry("body-contact-with-errors", "nothing", at("/katalog/raad-825/kontakt", BAD_CONTACT), OFFICE, 422),
    Entry("body-meeting-with-errors", "nothing", at("/katalog/raad-825/moeder", BAD_MEETING), OFFICE, 422),
    Entry("kinds", "nothing", at("/katalog/arter"), OFFICE),
    Entry("kind", "nothing", at("/katalog/arter/sundhedsaftale"), OFFICE),
    Entry("kind-of-two-steps", "nothing", at("/katalog/arter/rammeaftale?gjort=ja"), COORDINATOR),
    Entry("kind-new", "nothing", at("/katalog/arter/ny?som=kkr-maal"), OFFICE),
    Entry("kind-with-errors", "nothing", at("/katalog/arter/sundhedsaftale", BAD_KIND), OFFICE, 422),
    Entry("kind-new-with-errors", "nothing", at("/katalog/arter/ny", {}), OFFICE, 422),
    Entry("search", "nothing", at("/soeg"), OFFICE),
    Entry("search-too-long", "round", at("/soeg?q=" + "x" * 201), OFFICE, 422),
    Entry("search-of-nothing", "nothing", at(f"/soeg?q={LONG_WORD}"), COORDINATOR),
    Entry("search-found", "round", at("/soeg?q=læsø"), OFFICE),
    Entry("search-of-a-number", "round", at("/soeg?q=1"), OFFICE),
    Entry("search-of-many", "round", at("/soeg?q=kommune&side=2"), OFFICE),
    Entry("letters", "round", at(CYCLE + "/breve"), OFFICE),
    Entry("letters-of-a-council", "round", at(CYCLE + "/breve?raad=825&tilstand=ikke+leveret"), OFFICE),
    Entry("register", "round", at(CYCLE + "/registeret"), COORDINATOR),
    Entry("staff", "nothing", at("/katalog/medarbejdere"), OFFICE),
    Entry("staff-changed", "nothing", at("/katalog/medarbejdere?gjort=rolle&nr=1"), OFFICE),
    Entry("staff-of-a-coordinator", "nothing", at("/katalog/medarbejdere"), COORDINATOR),
    Entry("staff-with-errors", "nothing", at("/katalog/medarbejdere", BAD_PERSON), OFFICE, 422),
    Entry("staff-last-one", "nothing", at("/katalog/medarbejdere/1/adgang", {}), OFFICE, 422),
    Entry("staff-signed-in", "programs", at("/katalog/medarbejdere?gjort=afsluttet"), OFFICE),
    Entry("staff-signed-in-seen-by-a-coordinator", "programs", at("/katalog/medarbejdere"), COORDINATOR),
    Entry(
        "staff-session-over",
        "programs",
        at("/katalog/medarbejdere/logget-ind/0123456789abcdef/afslut", {}),
        OFFICE,
        422,
    ),
    Entry("tokens", "programs", at("/katalog/adgange?gjort=ja"), OFFICE),
    Entry("tokens-of-a-coordinator", "programs", at("/katalog/adgange"), COORDINATOR),
    Entry("tokens-none", "nothing", at("/katalog/adgange"), OFFICE),
    Entry("tokens-with-errors", "programs", at("/katalog/adgange", {"program": LONG_WORD}), OFFICE, 422),
    Entry("plan", "nothing", at("/plan"), COORDINATOR),
    Entry("plan-calculated", "meetings", at(QUESTION), COORDINATOR),
    Entry("plan-of-unknown-meetings", "nothing", at(QUESTION), COORDINATOR),
    Entry("plan-with-errors", "nothing", at("/plan?in_force=1.1.2020&region=1081"), COORDINATOR, 422),
    Entry("start", "nothing", at("/forloeb/ny"), OFFICE),
    Entry("start-of-a-coordinator", "nothing", at("/forloeb/ny"), COORDINATOR),
    Entry("start-with-errors", "nothing", at(WIZARD, {"title": "<i>æøå</i>", "til": "parter"}), OFFICE, 422),
    Entry("start-parties", "nothing", at(WIZARD, NEW | {"til": "parter"}), OFFICE),
    Entry("start-parties-confirmed", "contacts", at(WIZARD, NEXT | {"til": "parter"}), OFFICE),
    Entry("start-parties-missing", "unreached", at(WIZARD, NEW | {"til": "tekst"}), OFFICE, 422),
    Entry(
        "start-parties-in-two-steps", "nothing", at(WIZARD, NEW | {"kind": "rammeaftale", "til": "parter"}), OFFICE
    ),
    Entry("start-parties-to-choose", "nothing", at(WIZARD, SHORT | {"parties": "", "til": "tekst"}), OFFICE, 422),
    Entry("start-text", "nothing", at(WIZARD, NEW | {"til": "tekst"}), OFFICE),
    Entry("start-text-kept", "nothing", at(WIZARD, NEW | {"til": "tekst"}, AGREEMENT), OFFICE),
    Entry("start-text-with-errors", "nothing", at(WIZARD, FAULTY_TEXT, BAD_AGREEMENT), OFFICE, 422),
    Entry("start-text-of-two-parts", "nothing", at(WIZARD, NEW | TWO_PARTS, AGREEMENT), OFFICE, 422),
    Entry("start-text-after-another", "round", at(WIZARD, NEXT | {"til": "tekst"}), OFFICE),
    Entry("start-calendar", "meetings", at(WIZARD, IN_REACH | {"til": "kalender"}), OFFICE),
    Entry("start-calendar-unknown", "nothing", at(WIZARD, NEW | {"til": "kalender"}), OFFICE),
    Entry("start-calendar-out-of-reach", "meetings", at(WIZARD, NEW | {"til": "proeve"}), OFFICE, 422),
    Entry("start-calendar-of-nobody", "nothing", at(WIZARD, NEW | FOLLOWED_UP), OFFICE),
    Entry("start-rehearsal", "nothing", at(WIZARD, NEW | {"til": "proeve"}), OFFICE),
    Entry("start-rehearsal-held", "present", at(WIZARD, SHOWN | {"til": "proev"}), OFFICE),
    Entry("start-rehearsal-with-errors", "present", at(WIZARD, SHOWN | ATLANTIS), OFFICE, 422),
    Entry("start-check", "nothing", at(WIZARD, NEW | {"til": "tjek"}, AGREEMENT), OFFICE),
    Entry("start-check-taken", "drafting", at("/forloeb", NEW | {"title": f"Om {LONG_WORD}"}), OFFICE, 422),
)
CYCLES = (
    Entry("cycle-drafting", "drafting", at(CYCLE), OFFICE),
    Entry("cycle-hearing", "hearing", at(CYCLE), OFFICE),
    Entry("cycle-adoption", "late hearing", at(CYCLE), OFFICE),
    Entry("cycle-contacts", "contacts", at(CYCLE), OFFICE),
    Entry("cycle-at-the-councils", "round", at(CYCLE), OFFICE),
    Entry("cycle-of-a-coordinator", "round", at(CYCLE), COORDINATOR),
    Entry("cycle-of-a-cluster", "round", at(CYCLE + "?klynge=nord"), COORDINATOR),
    Entry("cycle-with-a-long-name", "tasks", at(CYCLE), OFFICE),
    Entry("cycle-in-steps", "staged", at(CYCLE), OFFICE),
    Entry("cycle-fallen", "fallen", at(CYCLE), OFFICE),
    Entry("desk-with-checks", "settled", at("/"), OFFICE),
    Entry("desk-with-checks-and-none-chosen", "settled", at(CYCLE + "/kontroller", {}), OFFICE, 422),
    Entry("desk-when-all-are-checked", "checked", at("/"), OFFICE),
    Entry("cycle-confirmation", "settled", at(CYCLE), OFFICE),
    Entry("cycle-at-the-authority", "authority", at(CYCLE), OFFICE),
    Entry("cycle-in-force", "in force", at(CYCLE), OFFICE),
    Entry("cycle-follow-up", "status", at(CYCLE), OFFICE),
    Entry("cycle-evaluation", "evaluated", at(CYCLE), OFFICE),
    Entry("cycle-ended", "ended hearing", at(CYCLE), OFFICE),
    Entry("council-approved", "round", at(CYCLE + "/raad/851"), OFFICE),
    Entry("council-rejected", "round", at(CYCLE + "/raad/825"), OFFICE),
    Entry("council-doubtful", "round", at(CYCLE + "/raad/810"), OFFICE),
    Entry("council-postponed", "round", at(CYCLE + "/raad/787"), OFFICE),
    Entry("council-with-remarks", "round", at(CYCLE + "/raad/846"), COORDINATOR),
    Entry("council-waited-for", "round", at(CYCLE + "/raad/840"), OFFICE),
    Entry("council-not-asked-yet", "staged", at(CYCLE + "/raad/825"), OFFICE),
    Entry("letters-ahead", "round", at(CYCLE + "/nyt-link", LOST | {"show": "breve"}), OFFICE),
    Entry("letters-ahead-of-twelve", "adopting", at(CYCLE + "/vedtagelse", ADOPTED | {"show": "breve"}), OFFICE),
    Entry("letters-ahead-of-none", "round", at(CYCLE + "/opgave", {"task": "1", "show": "breve"}), OFFICE),
    Entry("letters-ahead-refused", "round", at(CYCLE + "/stadfaestelse", REFUSED | {"show": "breve"}), OFFICE),
    Entry("move", "round", at(CYCLE + LATE), OFFICE),
    Entry("move-before-the-round", "drafting", at(CYCLE + LATE), OFFICE),
    Entry("move-with-errors", "round", at(CYCLE + "/frist", TOO_EARLY), OFFICE, 422),
    Entry("action-with-errors", "round", at(CYCLE + "/indberetning", {"party": "840"}), OFFICE, 422),
    Entry("version-with-errors", "round", at(CYCLE + "/versioner", {"label": "Rettet"}), OFFICE, 422),
    Entry("version-of-parts-with-errors", "staged", at(CYCLE + "/versioner", {"label": ""}), OFFICE, 422),
    Entry("request-received", "round", request(ANSWER, "860"), OFFICE),
    Entry("request-recorded", "round", request(ANSWER, "825"), OFFICE),
    Entry("request-refused", "round", request(ANSWER, "851", newest=True), OFFICE),
    Entry("remarks", "round", at(CYCLE + "/bemaerkninger"), COORDINATOR),
    Entry("remarks-of-a-hearing", "hearing", at(CYCLE + "/bemaerkninger"), OFFICE),
    Entry("remarks-none", "drafting", at(CYCLE + "/bemaerkninger"), OFFICE),
    Entry("hearing-report", "hearing", at(CYCLE + "/hoeringsnotat"), OFFICE),
    Entry("hearing-report-without-answers", "late hearing", at(CYCLE + "/hoeringsnotat"), COORDINATOR),
    Entry("remark-with-errors", "hearing", at(CYCLE + "/bemaerkning", {"answer": "1"}), OFFICE, 422),
    Entry("initiatives", "status", at(CYCLE + "/indsatser"), OFFICE),
    Entry("initiatives-none", "drafting", at(CYCLE + "/indsatser"), COORDINATOR),
    Entry("initiative-with-errors", "status", at(CYCLE + "/indsats", {"title": LONG_WORD}), OFFICE, 422),
    Entry("successor", "status", at(CYCLE + "/efterfoelger"), OFFICE),
    Entry("successor-of-a-coordinator", "status", at(CYCLE + "/efterfoelger"), COORDINATOR),
    Entry("successor-with-errors", "status", at(CYCLE + "/efterfoelger", {"title": ""}), OFFICE, 422),
)
CLERKS = (
    Entry("clerk", "round", council("813")),
    Entry("clerk-of-a-region", "round", council("1081")),
    Entry("clerk-of-parts", "staged", addressed("b", "")),
    Entry("clerk-with-errors", "round", faulty(council("813"), NO_DAY), status=422),
    Entry("clerk-planned", "round", council("820")),
    Entry("clerk-postponed", "round", council("787")),
    Entry("clerk-answered", "round", council("851")),
    Entry("clerk-waits-for-a-ruling", "round", council("810")),
    Entry("clerk-corrects", "round", correction("851")),
    Entry("clerk-corrects-with-errors", "round", faulty(correction("851"), {}), status=422),
    Entry("answer-outcome", "round", council("813", "/beslutning")),
    Entry("answer-outcome-with-errors", "round", faulty(council("813", "/beslutning"), {}), status=422),
    Entry("answer-details", "round", filled(council("813", "/beslutning"), SAID)),
    Entry("answer-details-postponed", "round", filled(council("813", "/beslutning"), POSTPONED)),
    Entry("answer-details-with-errors", "round", faulty(council("813", "/beslutning"), REMARKED, {}), status=422),
    Entry("answer-check", "round", filled(council("813", "/beslutning"), SAID, SAID)),
    Entry("answer-check-of-long-words", "round", filled(council("813", "/beslutning"), SAID, LONG)),
    Entry("answer-check-postponed", "round", filled(council("813", "/beslutning"), POSTPONED, POSTPONED)),
    Entry("answer-check-of-a-correction", "round", filled(correction("851"), {}, SAID)),
    Entry("clerk-of-a-fallen-round", "fallen", council("813")),
    Entry("clerk-of-a-settled-round", "settled", council("825")),
    Entry("clerk-too-late", "fallen", council("813", form=SAID), status=410),
    Entry("receipt-received", "round", receipt(council("860"), ANSWER, "860")),
    Entry("receipt-recorded", "round", receipt(council("825"), ANSWER, "825")),
    Entry("receipt-refused", "round", receipt(council("851"), ANSWER, "851", newest=True)),
    Entry("receipt-of-dates", "round", receipt(council("820"), PLAN, "820")),
    Entry("dead-link", "fallen", council("825", generation=1), status=410),
    Entry("link-sent", "fallen", council("825", "/nyt-link", {}, generation=1)),
    Entry("link-not-sent", "away", council("825", "/nyt-link", {}, generation=1), status=503),
    Entry("link-unknown", "round", at("/b/forged"), status=404),
    Entry("link-unknown-too-often", "knocking", at("/b/forged"), status=429),
    Entry("clerk-too-often", "knocking", council("825", form=SAID | {"nonce": "n"}), status=429),
)
ADDRESSEES = (
    Entry("hearing", "hearing", addressed("h", HEARING, "860")),
    Entry("hearing-with-errors", "hearing", faulty(addressed("h", HEARING, "860"), NO_PARTY), status=422),
    Entry("hearing-answered", "hearing", addressed("h", HEARING, "825")),
    Entry("hearing-late", "late hearing", addressed("h", HEARING, "825")),
    Entry("hearing-closed", "ended hearing", addressed("h", HEARING, "825")),
    Entry(
        "hearing-receipt", "hearing", receipt(addressed("h", HEARING, "825"), RequestKind.HEARING_ANSWER, "825")
    ),
    Entry("contacts", "contacts", addressed("k", CONTACTS, "813")),
    Entry("contacts-with-errors", "contacts", faulty(addressed("k", CONTACTS, "813"), {}), status=422),
    Entry("contacts-confirmed", "contacts", addressed("k", CONTACTS, "825")),
    Entry("contacts-closed", "closed contacts", addressed("k", CONTACTS, "825")),
    Entry("contacts-receipt", "contacts", receipt(addressed("k", CONTACTS, "825"), RequestKind.CONTACT_CHECK)),
    Entry("status", "status", addressed("o", STATUS)),
    Entry("status-with-errors", "status", faulty(addressed("o", STATUS), {}), status=422),
    Entry("status-closed", "closed status", addressed("o", STATUS)),
    Entry("status-receipt", "status", receipt(addressed("o", STATUS), RequestKind.STATUS_REPORT)),
)
DOORS = (
    Entry("accessibility", "nothing", at("/was")),
    Entry("privacy", "nothing", at("/privatliv")),
    Entry("public-status", "round", at("/status/{cycle}")),
    Entry("public-status-without-decisions", "drafting", at("/status/{cycle}")),
    Entry("sign-in", "nothing", at("/log-ind")),
    Entry("sign-in-sent", "nothing", at("/log-ind", {"email": "nobody@sekretariat.example"})),
    Entry("sign-in-not-sent", "away", at("/log-ind", {"email": "nobody@sekretariat.example"}), status=503),
    Entry("sign-in-too-often", "knocking", at("/log-ind", {"email": "nobody@sekretariat.example"}), status=429),
    Entry("sign-in-button", "nothing", sign_in_link),
    Entry("sign-in-failed", "nothing", at("/log-ind/used-up", {}), status=410),
    Entry("error-401", "nothing", at("/forloeb", {"title": "x"}), status=401),
    Entry("error-403", "nothing", at("/forloeb", {"title": "x", "csrf": "x"}), OFFICE, 403),
    Entry("error-403-of-a-coordinator", "nothing", at("/forloeb", {"title": "x"}), COORDINATOR, 403),
    Entry("error-404", "nothing", at("/findes-ikke"), status=404),
    Entry("error-404-cycle", "nothing", at("/forloeb/ukendt"), OFFICE, 404),
    Entry("error-405", "nothing", at("/katalog", {}), OFFICE, 405),
    Entry("error-409", "ended hearing", at(CYCLE + "/annullering", {"reason": "x"}), OFFICE, 409),
    Entry("error-500", "broken", at(CYCLE), OFFICE, 500),
    Entry("error-503", "gone", at("/"), OFFICE, 503),
)
GALLERY = (*CONSOLE, *CYCLES, *CLERKS, *ADDRESSEES, *DOORS)
