from tests.fakes import Asked, midnight
from tests.stage import Stage
from workflows.contracts.cycles import CycleSnapshot
from workflows.contracts.letters import LetterOrder
from workflows.contracts.rounds import OpenedRound
from workflows.rules.council.facts import Answered
from workflows.rules.council.outcomes import Outcome
from workflows.rules.course.phases import Phase
from workflows.rules.letters import LetterKind, Recipient
from workflows.rules.requests import RequestKind


def snapshot(stage: Stage, phase: Phase, *, letters: tuple[LetterOrder, ...] = ()) -> CycleSnapshot:
    parties = stage.register.standings(1)
    deadline = stage.register.deadline
    opened = OpenedRound(1, 1, deadline, midnight(deadline), parties)
    return CycleSnapshot(phase, rounds=1, has_version=True, round=opened, letters=letters, checked=2)


def approve(stage: Stage, *names: str) -> None:
    stage.register.rounds, stage.register.version = [1], 1
    for number, name in enumerate(names, start=5000):
        stage.register.facts[1, stage.parties[name].code].append(Answered(number, Outcome.APPROVED))


async def test_a_cycle_that_was_lost_in_udarbejdelse_goes_on_there(stage: Stage) -> None:
    await stage.start(phase=Phase.DRAFTING, resume=CycleSnapshot(Phase.DRAFTING, has_version=True))
    await stage.ask(Asked(RequestKind.RELEASE))
    await stage.until(lambda: stage.letters(LetterKind.REQUEST) == 3)
    assert stage.register.phases == [Phase.DRAFTING, Phase.APPROVAL]


async def test_a_cycle_that_was_lost_in_godkendelse_asks_only_who_is_missing(stage: Stage) -> None:
    approve(stage, "Læsø", "Regionsrådet")
    cycle = await stage.start(resume=snapshot(stage, Phase.APPROVAL))
    await stage.shows(cycle, "2 af 3 godkendt · 2 kontrolleret")
    await stage.runs(stage.case("Aalborg"))
    await stage.answer("Aalborg")
    await stage.until(lambda: stage.register.phases[-1] is Phase.CONFIRMATION)
    asked = {order.party for order in stage.outbox.sent.values() if order.kind is LetterKind.REQUEST}
    assert asked == {"851"}
    assert stage.register.rounds == [1]


async def test_a_cycle_that_was_lost_in_confirmation_waits_there_and_sends_what_was_left(stage: Stage) -> None:
    approve(stage, *stage.parties)
    left = LetterOrder(LetterKind.ROUND_SETTLED, "x", Recipient.STAFF, round=1)
    cycle = await stage.start(resume=snapshot(stage, Phase.CONFIRMATION, letters=(left,)))
    await stage.shows(cycle, "3 af 3 godkendt")
    await stage.ask(Asked(RequestKind.CONFIRM))
    assert (await cycle.result()).phase is Phase.CLOSED
    assert list(stage.outbox.sent.values()) == [left]
    assert stage.register.phases == [Phase.CONFIRMATION, Phase.CLOSED]


async def test_a_round_that_fell_before_the_cycle_was_lost_is_followed_by_the_next(stage: Stage) -> None:
    approve(stage)
    stage.register.version = 2
    resume = CycleSnapshot(Phase.APPROVAL, rounds=1, has_version=True)
    await stage.start(resume=resume)
    await stage.until(lambda: stage.letters(LetterKind.REQUEST) == 3)
    assert stage.register.rounds == [1, 2]


async def test_a_cycle_that_had_ended_sends_what_was_left_and_ends_by_itself(stage: Stage) -> None:
    approve(stage, *stage.parties)
    left = LetterOrder(LetterKind.CONFIRMED, "x", round=1, party="825")
    cycle = await stage.start(resume=snapshot(stage, Phase.CLOSED, letters=(left,)))
    assert (await cycle.result()).phase is Phase.CLOSED
    assert list(stage.outbox.sent.values()) == [left]
    assert stage.register.phases == [Phase.CLOSED]
