from tests.fakes import Asked
from tests.stage import Stage
from workflows.rules.course.phases import Phase
from workflows.rules.letters import LetterKind
from workflows.rules.requests import RequestKind


async def test_a_cycle_goes_from_udarbejdelse_to_afsluttet_when_everybody_approves(stage: Stage) -> None:
    cycle = await stage.open(phase=Phase.DRAFTING)
    for name in stage.parties:
        await stage.answer(name)
    await stage.until(lambda: stage.register.phases[-1] is Phase.CONFIRMATION)
    await stage.ask(Asked(RequestKind.CONFIRM))
    result = await cycle.result()
    assert (result.phase, result.rounds) == (Phase.CLOSED, 1)
    assert stage.register.phases == [Phase.DRAFTING, Phase.APPROVAL, Phase.CONFIRMATION, Phase.CLOSED]
    asked = [order.party for order in stage.outbox.sent.values() if order.kind is LetterKind.REQUEST]
    assert sorted(asked) == ["1081", "825", "851"]


async def test_what_was_asked_before_the_cycle_waits_for_it_is_not_forgotten(stage: Stage) -> None:
    cycle = await stage.start(phase=Phase.DRAFTING)
    for asked in (Asked(RequestKind.VERSION, version=1), Asked(RequestKind.RELEASE)):
        await stage.post(asked)
    await stage.until(lambda: stage.letters(LetterKind.REQUEST) == len(stage.parties))
    await stage.shows(cycle, "godkendelse")


async def test_a_request_that_is_delivered_twice_is_recorded_once(stage: Stage) -> None:
    cycle = await stage.open()
    decision = await stage.answer("Læsø")
    numbers = [number for number, asked in stage.register.inbox.items() if asked.party == "825"]
    assert len(numbers) == 1
    await stage.signal(numbers[0], "825")
    for name in ("Aalborg", "Regionsrådet"):
        await stage.answer(name)
    await stage.until(lambda: stage.register.phases[-1] is Phase.CONFIRMATION)
    assert stage.standing("Læsø").decision == decision
    assert stage.outbox.kinds_to("825").count(LetterKind.RECEIPT) == 1
    await stage.shows(cycle, "3 af 3 godkendt")


async def test_a_request_for_a_council_that_is_no_party_is_recorded_by_the_cycle(stage: Stage) -> None:
    await stage.open()
    await stage.ask(Asked(RequestKind.LETTER, party="999", accepted=False))
    await stage.answer("Læsø")
    assert stage.standing("Læsø").counts
