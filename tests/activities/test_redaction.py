import pytest
from sqlalchemy import text
from structlog.testing import capture_logs
from temporalio.exceptions import ApplicationError

from models.store.database import Database
from tests.activities.records import Records

SECRET = "Byrådet ved Anne Eksempel godkendte"


def test_a_failure_names_its_type_and_cycle_and_nothing_that_was_typed(database: Database) -> None:
    records = Records(database)
    records.open()
    with database.write() as session:
        session.execute(text("ALTER TABLE decision RENAME TO somewhere_else"))
    with capture_logs() as logged, pytest.raises(ApplicationError) as failure:
        records.answer(decision_text=SECRET, reported_by=SECRET)
    assert SECRET not in str(failure.value)
    assert failure.value.__cause__ is None
    assert failure.value.type in {"OperationalError", "ProgrammingError"}
    (line,) = [line for line in logged if line["event"] == "activity_failed"]
    assert line["cycle_id"] == records.cycle
    assert SECRET not in str(line)
