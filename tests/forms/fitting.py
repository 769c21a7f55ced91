"""Something that fits in every field: what an untroubled form sends."""

from typing import Final

from tests.api.office import PDF
from tests.forms.seen import Control, SeenForm

Sent = dict[str, list[str]]
Files = dict[str, tuple[str, bytes]]
PAST, COMING = "2026-03-01", "2026-04-27"
FITTING: Final = {
    "second_mailbox": "to@raad.example",
    "website": "https://kommune.example",
    "phone": "12 34 56 78",
    "dato-day": "20.5.2026",
    "dagsorden_lukker-day": "12.5.2026",
    "approval_deadline": "2026-06-30",
    "committee_date-day": "10.3.2026",
    "committee_meetings": COMING,
    "council_meetings": COMING,
    "deadline": "2026-06-15",
    "decided_by": "council",
    "dispatch": COMING,
    "finance_committee_date-day": "12.3.2026",
    "finance_committee_meetings": COMING,
    "in_force": "2027-06-01",
    "initiatives": "1; Forsinket; mangler en læge",
    "is_right": "true",
    "mailbox": "ny@raad.example",
    "main_mailbox": "hoved@raad.example",
    "meeting_date-day": "1.3.2026",
    "milestones": "Aftale om data; 1.6.2028",
    "minutes_url": "https://kommune.example/referat",
    "next_meeting_date-day": "27.4.2026",
    "on_behalf_of": "860",
    "outcome": "approved",
    "planned_meeting_date-day": "30.3.2026",
    "email": "secretariat@sekretariat.example",
}
UNSEEN: Final = {"decision": ["1"]}
"""What a task about a late answer always knows, except in the scene with a task of every kind."""
TICKED: Final = frozenset({"decision", "parties"})
LEFT_ALONE: Final = frozenset({"hidden", "button", "file", "checkbox"})
DAYS_PAST: Final = frozenset({"adopted_on", "confirmed_on", "happened_on", "made_on", "meeting_date"})
CONTACTS: Final = b"code;name;mailbox;main_mailbox;second_mailbox;phone;website\n825;;ny@raad.example;;;;\n"
MEETINGS: Final = "kommune;niveau;dato\nLæsø;råd;2026-05-20\n".encode()


def fitting(form: SeenForm) -> Sent:
    """Return what a form sends when something that fits stands in every field that was empty."""
    sent = form.values()
    sent |= {name: values for name, values in UNSEEN.items() if form.action.endswith("/genaabning")}
    if sent.get("til") == ["proev"]:  # a rehearsal takes seconds, and none begins in the past of a scene
        sent["til"] = ["tjek"]
    for each in form.controls:
        known = sent.get(each.name, [""])
        if each.sort not in LEFT_ALONE and not any(known) and not each.name.startswith("assume-"):
            sent[each.name] = [_fitting(each, form.action)]
        if each.name in TICKED and each.sort == "checkbox" and not each.is_set:
            sent.setdefault(each.name, []).append(each.value)
    return sent


def files_of(form: SeenForm) -> Files:
    """Return the files that a form cannot do without."""
    content = {"/katalog/kontakter": CONTACTS, "/katalog/moeder": MEETINGS}.get(form.action, PDF + b"% ny\n")
    kept = form.values().keys()
    wanted = [
        each.name
        for each in form.controls
        if each.sort == "file" and each.name.startswith("file") and f"{each.name}_sha256" not in kept
    ]
    return {
        name: (f"{name}.pdf", content + name.encode() if content[:4] == b"%PDF" else content) for name in wanted
    }


def _fitting(control: Control, action: str) -> str:
    if action == "/katalog/medarbejdere" and control.name == "email":
        return "ny@sekretariat.example"
    if control.name in FITTING:
        return FITTING[control.name]
    if control.sort == "date":
        return PAST if control.name in DAYS_PAST else COMING
    if control.sort == "select":
        return next(filter(None, control.options), "")
    if control.name.rpartition("-")[2] in {"day", "month", "year"}:
        return ""
    return control.value if control.sort == "radio" else "Ord"
