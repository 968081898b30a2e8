"""登记内容: what the registry takes and returns; frozen values, never rows of a table; one module per
trade, all of them named here."""

from __future__ import annotations

from gongwen.registry.values.accounts import (
    BY_CODE,
    BY_PASSWORD,
    WAYS_IN,
    AccessCodeRow,
    AccountRow,
    SignInRow,
    SignInTry,
    TokenRow,
    TryLimit,
)
from gongwen.registry.values.calendar import CalendarDay, CalendarYear
from gongwen.registry.values.cases import CaseRow, Decision, EventRow, Receipt
from gongwen.registry.values.errands import ErrandRow
from gongwen.registry.values.files import BackupRow, FileRow, StoreCheck
from gongwen.registry.values.flow_migrations import MigratedRow, MigrationRow, RunningCase, StageCount
from gongwen.registry.values.jobs import JobOrder, JobRow
from gongwen.registry.values.journal import EntryRow, JournalCheck, JournalState
from gongwen.registry.values.numbers import NumberHistory, NumberRow
from gongwen.registry.values.papers import (
    ORIGINS,
    PAPER_STANDINGS,
    RECIPIENT_PARTS,
    OpinionRow,
    PaperRow,
    RecipientRow,
    VersionRow,
)
from gongwen.registry.values.people import AppointmentRow, DelegationRow, MembershipRow, OrganRow, PersonRow
from gongwen.registry.values.published import ORIGINAL_KINDS, PROPOSAL_STATES, ProposalRow, Published, TemplateCount
from gongwen.registry.values.returns import RETURN_STATES, ReturnPageRow, ReturnRow
from gongwen.registry.values.sheets import SheetRow
from gongwen.registry.values.states import CANCELLED, DOING, DONE, ERRAND_STATES, FAILED, JOB_STATES, TASK_STATES, TODO
from gongwen.registry.values.tasks import ORGAN, PARTY_KINDS, PERSON, URGING_WAYS, Party, TaskOrder, TaskRow, UrgingRow
from gongwen.registry.values.working_copies import Stamp, WorkingCopyRow

__all__ = (
    "BY_CODE",
    "BY_PASSWORD",
    "CANCELLED",
    "DOING",
    "DONE",
    "ERRAND_STATES",
    "FAILED",
    "JOB_STATES",
    "ORGAN",
    "ORIGINAL_KINDS",
    "ORIGINS",
    "PAPER_STANDINGS",
    "PARTY_KINDS",
    "PERSON",
    "PROPOSAL_STATES",
    "RECIPIENT_PARTS",
    "RETURN_STATES",
    "TASK_STATES",
    "TODO",
    "URGING_WAYS",
    "WAYS_IN",
    "AccessCodeRow",
    "AccountRow",
    "AppointmentRow",
    "BackupRow",
    "CalendarDay",
    "CalendarYear",
    "CaseRow",
    "Decision",
    "DelegationRow",
    "EntryRow",
    "ErrandRow",
    "EventRow",
    "FileRow",
    "JobOrder",
    "JobRow",
    "JournalCheck",
    "JournalState",
    "MembershipRow",
    "MigratedRow",
    "MigrationRow",
    "NumberHistory",
    "NumberRow",
    "OpinionRow",
    "OrganRow",
    "PaperRow",
    "Party",
    "PersonRow",
    "ProposalRow",
    "Published",
    "Receipt",
    "RecipientRow",
    "ReturnPageRow",
    "ReturnRow",
    "RunningCase",
    "SheetRow",
    "SignInRow",
    "SignInTry",
    "StageCount",
    "Stamp",
    "StoreCheck",
    "TaskOrder",
    "TaskRow",
    "TemplateCount",
    "TokenRow",
    "TryLimit",
    "UrgingRow",
    "VersionRow",
    "WorkingCopyRow",
)
