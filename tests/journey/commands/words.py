"""What is asked in the play, with words wherever somebody may write any; dates are moved when it is played."""

from typing import Any, Final

from workflows.rules.requests import RequestKind

Asked = tuple[tuple[str, dict[str, Any]], ...]
LAESOE: Final = "825"
WHILE_OPEN: Final[Asked] = (
    ("calls", {"party": LAESOE, "note": "Bo Prøvekjær ringer i morgen.", "spoken_with": "Bo Prøvekjær"}),
    ("deadline", {"deadline": "in 200 days", "reason": "Iben Prøvegaard bad om mere tid."}),
)
ABOUT_A_DECISION: Final[Asked] = (
    ("protests", {"reason": "Aksel Prøveborg ringede vredt."}),
    ("tasks", {"note": "Klaret på telefonen med Iben Prøvegaard."}),
    ("rulings", {"counts": True, "reason": "Ditte Prøvelund bekræftede."}),
    ("contacts", {"mailbox": "maren.proevesen@laesoe.example", "reason": "Maren Prøvesen har fået sagen."}),
    ("links", {"reason": "Linket blev væk hos Maren Prøvesen."}),
    ("letters", {"subject": "Om jeres bemærkning", "body": "Kære Maren Prøvesen. Ring på 00 11 22 33."}),
)
AFTERWARDS: Final[Asked] = (
    ("authority", {"step": "submitted", "happened_on": "today", "text": "Sendt af Bo Prøvekjær."}),
    ("initiatives", {"title": "Ibens udskrivning", "owner": "ssu-1081", "goal": "Iben Prøvegaard samler."}),
    ("public-status", {"is_public": True}),
)
IN_VAIN: Final[Asked] = (
    ("evaluations", {"kind": "midway", "made_on": "today", "text": "Ditte Prøvelund har evalueret."}),
    ("lapse", {"reason": "Loven faldt bort, skriver Maren Prøvesen."}),
    ("round-closure", {"reason": "Bo Prøvekjær vil begynde forfra."}),
)
"""What is refused when the agreement is at the authority: it goes the same way through the engine."""
IN_A_HEARING: Final[Asked] = (
    (
        "hearing-answers",
        {"party": LAESOE, "text": "Iben Prøvegaard savner øerne.", "reported_by": "Iben Prøvegaard"},
    ),
    ("hearing-answers", {"party": "851", "text": "Aksel Prøveborg er enig.", "reported_by": "Aksel Prøveborg"}),
    ("remarks", {"answer": 1, "text": "Øer mangler.", "verdict": "not_taken_in", "reason": "Ditte er uenig."}),
    ("adoption-plan", {"adoption_on": "in 300 days", "reason": "Formanden er på ferie."}),
    ("extensions", {"deadline": "in 200 days", "reason": "Aksel Prøveborg bad om det."}),
    ("inquiry-closures", {"reason": "Alle har svaret, siger Maren Prøvesen."}),
    ("cancellation", {"reason": "Maren Prøvesen trak sagen tilbage."}),
)
OF_ANOTHER_INQUIRY: Final[dict[RequestKind, dict[str, Any]]] = {
    RequestKind.CONTACT_CHECK: {"is_right": True, "reported_by": "Bo Prøvekjær"},
    RequestKind.STATUS_REPORT: {
        "initiatives": [{"initiative": 1, "progress": "under_way", "note": "Aksel Prøveborg er ny tovholder."}],
        "reported_by": "Aksel Prøveborg",
    },
}
"""What no form offers in a hearing, and what is refused when it comes nevertheless."""
NEXT_AGREEMENT: Final = {
    "kind": "sundhedsaftale",
    "region": "Nordjylland",
    "title": "Sundhedsaftalen 2036-2039",
    "period_start": "2036-01-01",
    "start_phase": "høring",
    "out_of_basis_reason": "Maren Prøvesen har aftalt det med ministeriet.",
}
