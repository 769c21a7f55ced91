import re

from tests.trust.schema import schema_errors

OPERATIONS, FORMS = 42, 80


def test_whatever_is_sent_or_typed_no_answer_is_an_accident() -> None:
    figure = schema_errors(2)
    assert figure.is_met, figure.measured
    told = re.search(
        r"i (\d+) henvendelser til (\d+) kald og (\d+) formularer \((\d+) modtaget\)", figure.measured
    )
    assert told, figure.measured
    sent, operations, forms, taken = map(int, told.groups())
    assert (operations >= OPERATIONS, forms >= FORMS) == (True, True), figure.measured
    assert sent >= operations + forms
    assert taken >= 10
