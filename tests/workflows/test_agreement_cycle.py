from tests.fakes import Asked
from tests.stage import PARTIES, Stage
from workflows.rules.letters import LetterKind
from workflows.rules.outcomes import Outcome
from workflows.rules.phases import Phase
from workflows.rules.requests import RequestKind
from workflows.rules.standing import Answered


def answer(party: str, decision: int, outcome: Outcome = Outcome.APPROVED, **more) -> Asked:
    return Asked(RequestKind.ANSWER, party, Answered(decision, outcome, **more))


async def test_a_cycle_goes_from_godkendelse_to_afsluttet_when_everybody_approves(stage: Stage) -> None:
    cycle = await stage.start()
    await stage.ask(Asked(RequestKind.VERSION, version=1))
    await stage.days(1)
    for number, party in enumerate(PARTIES, start=1):
        await stage.ask(answer(party.code, number))
    await stage.days(1)
    assert stage.register.phases[-1] is Phase.CONFIRMATION
    await stage.ask(Asked(RequestKind.CONFIRM))
    result = await cycle.result()
    assert result.phase is Phase.CLOSED
    assert stage.register.phases == [Phase.APPROVAL, Phase.CONFIRMATION, Phase.CLOSED]
    assert sorted(order.party for order in stage.outbox.sent.values() if order.kind is LetterKind.REQUEST) == [
        "1081",
        "825",
        "851",
    ]
