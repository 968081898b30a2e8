"""台账表: the tables; known to this room only. Constraints live in the database, not only in code. One
module per trade; Django finds them all here."""

from __future__ import annotations

from gongwen.registry.models.accounts import AccessCode, Account, SignIn, Token
from gongwen.registry.models.cases import Case, Event
from gongwen.registry.models.errands import Errand
from gongwen.registry.models.files import File
from gongwen.registry.models.flow_migrations import FlowMigration, MigratedCase
from gongwen.registry.models.jobs import Job
from gongwen.registry.models.journal import JournalEntry
from gongwen.registry.models.numbers import Number, Series
from gongwen.registry.models.papers import Opinion, Paper, PaperVersion, Recipient
from gongwen.registry.models.people import Appointment, Delegation, Membership, Organ, Person, Setting
from gongwen.registry.models.published import Proposal, Published, PublishedFile
from gongwen.registry.models.returns import ReturnPage, SignedReturn
from gongwen.registry.models.tasks import Task, Urging
from gongwen.registry.models.working_copies import WorkingCopy

__all__ = (
    "AccessCode",
    "Account",
    "Appointment",
    "Case",
    "Delegation",
    "Errand",
    "Event",
    "File",
    "FlowMigration",
    "Job",
    "JournalEntry",
    "Membership",
    "MigratedCase",
    "Number",
    "Opinion",
    "Organ",
    "Paper",
    "PaperVersion",
    "Person",
    "Proposal",
    "Published",
    "PublishedFile",
    "Recipient",
    "ReturnPage",
    "Series",
    "Setting",
    "SignIn",
    "SignedReturn",
    "Task",
    "Token",
    "Urging",
    "WorkingCopy",
)
