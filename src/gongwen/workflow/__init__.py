"""流转: reads and checks workflow files, decides the next move, reckons deadlines and draws the diagram.

`check.read` refuses a bad file whole, `engine.next_move` decides and never does; what a move owes (`Move.then`) the
office carries out afterwards.
"""

from gongwen.workflow.calendar import LIST_VERSION, LISTED, Calendar, SpecialDay
from gongwen.workflow.check import faults, published, read
from gongwen.workflow.comparison import Alteration, alterations
from gongwen.workflow.conditions import Lacking, asked_parties, fields_met
from gongwen.workflow.deadlines import (
    OVERDUE,
    STATES,
    UNCERTAIN,
    Due,
    Standing,
    begins,
    due,
    standing,
    working_days_left,
)
from gongwen.workflow.definition import Deadline, Definition, Parties, Rule, Stage, StepWord
from gongwen.workflow.drawing import mermaid
from gongwen.workflow.engine import Move, Option, next_move, options
from gongwen.workflow.known import Argument, Known, Use
from gongwen.workflow.migration import WAYS, Planner, Situation, Verdict, check_mapping
from gongwen.workflow.picture import dot
from gongwen.workflow.simulation import MOST_STATES, RETURNS, Simulation, Walk, days_of, middle, simulate
from gongwen.workflow.tasks import Call, Round, Seat, Task, may_act
from gongwen.workflow.usage import asked_fields
from gongwen.workflow.wording import condition_told, field_told, labels, step_told, takers_told, target_told

__all__ = [
    "LISTED",
    "LIST_VERSION",
    "MOST_STATES",
    "OVERDUE",
    "RETURNS",
    "STATES",
    "UNCERTAIN",
    "WAYS",
    "Alteration",
    "Argument",
    "Calendar",
    "Call",
    "Deadline",
    "Definition",
    "Due",
    "Known",
    "Lacking",
    "Move",
    "Option",
    "Parties",
    "Planner",
    "Round",
    "Rule",
    "Seat",
    "Simulation",
    "Situation",
    "SpecialDay",
    "Stage",
    "Standing",
    "StepWord",
    "Task",
    "Use",
    "Verdict",
    "Walk",
    "alterations",
    "asked_fields",
    "asked_parties",
    "begins",
    "check_mapping",
    "condition_told",
    "days_of",
    "dot",
    "due",
    "faults",
    "field_told",
    "fields_met",
    "labels",
    "may_act",
    "mermaid",
    "middle",
    "next_move",
    "options",
    "published",
    "read",
    "simulate",
    "standing",
    "step_told",
    "takers_told",
    "target_told",
    "working_days_left",
]
