"""评估: scores a project by a weighted rubric, grades it, and says which reward or sanction the grade proposes and why.

`read_rubric` refuses a bad rubric whole; `score` counts only assessors who need not recuse themselves; `grade` and
`propose` read everything from the rubric, so no threshold and no reason stands in code.
"""

from gongwen.assessing.annual import Scheme, UnitResult, line_faults, scheme, unit_results
from gongwen.assessing.grading import Grade, Proposal, grade, propose
from gongwen.assessing.rubric import GradeRule, Indicator, Rubric
from gongwen.assessing.rubric_file import faults, read_rubric
from gongwen.assessing.scoring import Line, Mark, Recusal, Score, points_of, score, sheet_faults
from gongwen.assessing.sheets import Sheet, as_mark, read_sheets, sheet_columns

__all__ = [
    "Grade",
    "GradeRule",
    "Indicator",
    "Line",
    "Mark",
    "Proposal",
    "Recusal",
    "Rubric",
    "Scheme",
    "Score",
    "Sheet",
    "UnitResult",
    "as_mark",
    "faults",
    "grade",
    "line_faults",
    "points_of",
    "propose",
    "read_rubric",
    "read_sheets",
    "scheme",
    "score",
    "sheet_columns",
    "sheet_faults",
    "unit_results",
]
