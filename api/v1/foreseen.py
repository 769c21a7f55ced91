"""What an act would cause, as JSON."""

from api.v1.bodies import Json
from models.queries.foreseen import Foreseen


def shown_ahead(foreseen: Foreseen) -> Json:
    """Return the letters that an act would cause, or why it would be refused (empty where it would not)."""
    return {
        "refused": foreseen.reason,
        "mails": foreseen.mails,
        "letters": [
            {
                "kind": each.kind.value,
                "to": list(each.to),
                "unreachable": list(each.unreachable),
                "at": each.at.isoformat(),
                "subject": each.subject,
                "text": each.text,
            }
            for each in foreseen.letters
        ],
    }
