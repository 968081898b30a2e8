"""流转: reads and checks workflow files, decides the next move, reckons deadlines and draws the diagram.

`check.read` refuses a bad file whole, `engine.next_move` decides and never does; what a move owes (`Move.then`) the
office carries out afterwards.
"""

from gongwen.workflow.check import faults, read
from gongwen.workflow.deadlines import Due, due, working_days_left
from gongwen.workflow.definition import Deadline, Definition, Rule, Stage, StepWord
from gongwen.workflow.drawing import mermaid
from gongwen.workflow.engine import Move, Option, next_move, options
from gongwen.workflow.known import Argument, Known
from gongwen.workflow.picture import dot

__all__ = [
    "Argument",
    "Deadline",
    "Definition",
    "Due",
    "Known",
    "Move",
    "Option",
    "Rule",
    "Stage",
    "StepWord",
    "dot",
    "due",
    "faults",
    "mermaid",
    "next_move",
    "options",
    "read",
    "working_days_left",
]
