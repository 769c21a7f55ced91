"""Every mail of a rehearsal as a file that a mail program opens."""

import re
from collections import Counter
from pathlib import Path

from activities.letters.message import message_id
from activities.rehearsal.poster import KeptMail
from cli.rehearsal.play import Rehearsal
from cli.rehearsal.scene import SENDER
from models.calendar import COPENHAGEN
from models.directory.reading import slug_of
from models.queries.timeline.timeline import TimelineLine


def write_mails(rehearsal: Rehearsal, folder: Path) -> None:
    """Write each mail into `folder`, which is made; in the order of names they come in the order of time.

    Raises:
        OSError: the folder or a file cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lines = {message_id(line.key, sender=SENDER): line for line in rehearsal.came.lines if line.key}
    seen: Counter[str] = Counter()
    for mail in rehearsal.mails:
        name = _name(mail, lines[mail.message["Message-ID"]])
        seen[name] += 1
        number = f"-{seen[name]}" if seen[name] > 1 else ""
        (folder / f"{name}{number}.eml").write_bytes(mail.message.as_bytes())


def _name(mail: KeptMail, line: TimelineLine) -> str:
    who, what = _plain(line.who or mail.to), _plain(line.sort)
    return f"{line.at.astimezone(COPENHAGEN):%Y-%m-%d-%H%M}-{who}-{what}"


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", slug_of(text)).strip("-")
