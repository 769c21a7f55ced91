"""Counting what a workflow did: a figure that does not depend on how busy the machine is."""

from temporalio.api.enums.v1 import EventType
from temporalio.api.history.v1 import HistoryEvent
from temporalio.client import WorkflowHistory

TASK = "EVENT_TYPE_WORKFLOW_TASK_"


def own_events(history: WorkflowHistory) -> list[HistoryEvent]:
    """Return what was asked, done and told; not the turns that the workflow was given, which are the server's.

    How many of those there are is chance: two answers are told in one turn or in two, and a turn that a busy
    worker does not take in time is given again.
    """
    return [event for event in history.events if not EventType.Name(event.event_type).startswith(TASK)]
