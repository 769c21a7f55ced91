"""A round: one version put to all councils, a case for each, and where everybody stands."""

from collections import Counter, deque

from temporalio import workflow
from temporalio.exceptions import ChildWorkflowError

from workflows.background import Background
from workflows.contracts.messages import (
    AgreementCycleInput,
    CouncilApprovalInput,
    CouncilApprovalResult,
    Delivery,
    OpenedRound,
    Party,
    PartyStanding,
    PlanChanged,
    RoundRef,
)
from workflows.council_case import CouncilCase
from workflows.naming import correction_workflow_id, council_workflow_id
from workflows.outgoing import Outgoing
from workflows.retries import RESTART_PAUSE
from workflows.rules.quorum import Verdict, verdict
from workflows.rules.standing import Standing


class Round:
    """Opens the councils' cases and follows them; what a case leaves behind goes to its cycle."""

    def __init__(
        self,
        start: AgreementCycleInput,
        opened: OpenedRound,
        *,
        outgoing: Outgoing,
        requests: deque[Delivery],
        background: Background,
    ) -> None:
        self._start = start
        self._outgoing = outgoing
        self._requests = requests
        self._background = background
        self._parties = {entry.party.code: entry.party for entry in opened.parties}
        self._cases: dict[str, CouncilCase] = {}
        self._cases_before: Counter[str] = Counter()
        self.ref = RoundRef(start.cycle_id, opened.number)
        self.standings = {entry.party.code: entry.standing for entry in opened.parties}
        self.version = opened.version
        self.deadline = opened.deadline
        self.late_at = opened.late_at
        self.has_fallen = False
        self.has_new_text = False

    @property
    def verdict(self) -> Verdict:
        """What the standings make of the round, cases under way counted as not yet done."""
        result = verdict(list(self.standings.values()), quorum=self._start.kind.quorum)
        return Verdict.OPEN if self._cases and result is Verdict.SETTLED else result

    @property
    def approvals(self) -> int:
        """How many councils' approvals count."""
        return sum(standing.counts for standing in self.standings.values())

    @property
    def parties(self) -> tuple[PartyStanding, ...]:
        """The parties in the order in which they are listed, with their standings."""
        return tuple(PartyStanding(party, self.standings[code]) for code, party in self._parties.items())

    def ask_everyone(self) -> None:
        """Open a case for each council that is not done."""
        for code, standing in self.standings.items():
            if not standing.counts and code not in self._cases:
                self._open_case(self._parties[code], ())

    async def take(self, delivery: Delivery) -> None:
        """Give a request to its council's case, or open a correction for it."""
        case = self._cases.get(delivery.party)
        if case:
            await case.take(delivery)
        else:
            self._open_case(self._parties[delivery.party], (delivery.request,))

    def note(self, party: str, standing: Standing) -> None:
        """Note where a council stands now."""
        self.standings[party] = standing

    def look_again(self, parties: tuple[PartyStanding, ...]) -> None:
        """Take over where everybody stands by the register, and open the cases that it calls for."""
        for entry in parties:
            self.note(entry.party.code, entry.standing)
        self.ask_everyone()

    def take_version(self, number: int, *, is_editorial: bool) -> None:
        """Go on with an editorial version; a substantive one fells the round, and everybody is asked anew."""
        if is_editorial:
            self.version = number
        else:
            self.has_fallen = self.has_new_text = True

    async def plan_anew(self, change: PlanChanged) -> None:
        """Tell the open cases that the deadline moved."""
        self.deadline = change.deadline
        for case in list(self._cases.values()):
            await case.plan_anew(change)

    def cancel_cases(self) -> None:
        """Cancel the open cases of a round that fell."""
        self.has_fallen = True
        for case in self._cases.values():
            case.cancel()

    def _open_case(self, party: Party, requests: tuple[int, ...]) -> None:
        self._cases[party.code] = case = CouncilCase(party)
        self._background.start(self._follow(case, requests))

    async def _follow(self, case: CouncilCase, requests: tuple[int, ...]) -> None:
        party = case.party
        while not self.has_fallen:
            try:
                result = await case.run(self._input_of(party, requests), workflow_id=self._id_of(party))
            except ChildWorkflowError:
                # somebody ended the case by hand, or the round fell; a missing council never fails the cycle
                await self._pause()
            else:
                self._close_case(party, result)
                return

    async def _pause(self) -> None:
        if not self.has_fallen:
            await workflow.sleep(RESTART_PAUSE, summary="En rådsbehandling blev afbrudt og startes igen")

    def _close_case(self, party: Party, result: CouncilApprovalResult) -> None:
        del self._cases[party.code]
        self._cases_before[party.code] += 1
        self.note(party.code, result.standing)
        self._outgoing.send(result.letters)
        self._requests.extend(Delivery(request, party.code) for request in result.requests)

    def _input_of(self, party: Party, requests: tuple[int, ...]) -> CouncilApprovalInput:
        return CouncilApprovalInput(
            cycle_id=self._start.cycle_id,
            title=self._start.title,
            region=self._start.region,
            round=self.ref.round,
            party=party,
            standing=self.standings[party.code],
            correction=self._cases_before[party.code],
            requests=requests,
        )

    def _id_of(self, party: Party) -> str:
        correction = self._cases_before[party.code]
        if correction:
            return correction_workflow_id(self.ref.cycle_id, self.ref.round, party.name, correction)
        return council_workflow_id(self.ref.cycle_id, self.ref.round, party.name)
