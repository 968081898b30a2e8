"""登记: the office's records, the only room that knows the database.

Every function of the public face takes and returns the frozen values of `registry.values`; tables, querysets and
transactions stay inside. The names below are loaded on first use, so importing this package does not start Django:
`open` (or `create`) does, and is the one place that sets it up.

What one function writes it writes in one transaction, together with its journal entry; called inside `move`'s
`decide`, `finish`'s `record` or `within`, it joins their transaction. All moments are aware datetimes, given by the
door and stored in UTC; `data`, `inputs`, `form` and the like are stored as JSON, where a date becomes ISO text and an
amount (Decimal) decimal text.
"""

# ruff: noqa: F401 (the imports below tell type checkers what `__getattr__` finds at run time)

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gongwen.registry.calendar_register import calendar_days, calendar_years, confirm_year, set_day
    from gongwen.registry.canonical import digest, plain
    from gongwen.registry.case_register import amend_case, case, cases, event, events, key_used, open_case
    from gongwen.registry.delegation_register import delegate, delegations, end_delegation
    from gongwen.registry.job_list import claim, fail, finish, jobs, release, retry
    from gongwen.registry.journal import entries, journal_head, journal_holds
    from gongwen.registry.membership_register import (
        begin_membership,
        end_membership,
        first_day,
        members,
        memberships,
    )
    from gongwen.registry.migration_register import (
        migrate_cases,
        migrated_cases,
        migration_batches,
        revert_migration,
        running_cases,
        stage_counts,
    )
    from gongwen.registry.moves import move
    from gongwen.registry.number_adoption import adopt_number, adopt_numbers
    from gongwen.registry.number_ledger import (
        assign_reserved,
        number_of,
        numbers,
        release_reserved,
        reserve_number,
        take_number,
        void_number,
    )
    from gongwen.registry.number_replay import number_history
    from gongwen.registry.opening import close, create, open, upgrade
    from gongwen.registry.opinion_register import add_opinion, opinions
    from gongwen.registry.organ_register import add_organ, change_organ, organ, organs, profile, set_profile
    from gongwen.registry.originals import original_hash, publish, published, published_list
    from gongwen.registry.paper_register import (
        add_paper,
        change_standing,
        paper,
        paper_with_key,
        papers,
        paper_counts,
        set_paper,
    )
    from gongwen.registry.recipient_register import (
        add_recipient,
    from gongwen.registry.proposal_register import (
        proposal,
        proposal_files,
        proposals,
        propose,
        publish_proposal,
        turn_down_proposal,
    )
        explain_unreceived,
        receive_paper,
        recipients,
        remove_recipient,
        send_paper,
    )
    from gongwen.registry.recovery import restore
    from gongwen.registry.safekeeping import backup
    from gongwen.registry.sight_register import note_sight
    from gongwen.registry.staff_register import add_person, appoint, appointments, end_appointment, people
    from gongwen.registry.store import file, get, put, verify_store
    from gongwen.registry.task_register import add_task, present_tasks, revise_tasks, tasks
    from gongwen.registry.transactions import within
    from gongwen.registry.urging_register import urge, urgings
    from gongwen.registry.values import (
        DONE,
        AppointmentRow,
        BackupRow,
        CalendarDay,
        CalendarYear,
        CaseRow,
        Decision,
        DelegationRow,
        EntryRow,
        EventRow,
        FileRow,
        JobOrder,
        JobRow,
        JournalCheck,
        JournalState,
        MembershipRow,
        MigratedRow,
        MigrationRow,
        NumberHistory,
        NumberRow,
        OpinionRow,
        OrganRow,
        PaperRow,
        Party,
        PersonRow,
        Published,
        Receipt,
        RecipientRow,
        RunningCase,
        StageCount,
        Stamp,
        StoreCheck,
        TaskOrder,
        TaskRow,
        UrgingRow,
        VersionRow,
        WorkingCopyRow,
    )
    from gongwen.registry.verification import check_journal, verify_journal
        ProposalRow,
    from gongwen.registry.versions import add_version, complete_version, keep_sheet
    from gongwen.registry.working_copies import (
        SavedMeanwhile,
        drop_working_copy,
        save_working_copy,
        working_copies_of,
        working_copy,
    )

# No module here may bear the name of a public function: once loaded, the module would hide it.
_DRAWERS = {
        TemplateCount,
    "opening": "create open close upgrade",
    "organ_register": "set_profile profile add_organ change_organ organs organ",
    "staff_register": "add_person people appoint end_appointment appointments",
    "membership_register": "begin_membership end_membership members memberships first_day",
    "originals": "publish published published_list original_hash",
    "case_register": "open_case case cases amend_case event events key_used",
    "moves": "move",
    "task_register": "tasks present_tasks add_task revise_tasks",
    "delegation_register": "delegate end_delegation delegations",
    "migration_register": "stage_counts running_cases migrate_cases migrated_cases migration_batches revert_migration",
    "job_list": "claim finish fail release retry jobs",
    "paper_register": "add_paper set_paper papers paper paper_with_key paper_counts change_standing",
    "proposal_register": "propose publish_proposal turn_down_proposal proposal proposals proposal_files",
    "recipient_register": "add_recipient remove_recipient send_paper receive_paper explain_unreceived recipients",
    "versions": "add_version complete_version keep_sheet",
    "opinion_register": "add_opinion opinions",
    "number_ledger": "take_number reserve_number assign_reserved release_reserved void_number numbers number_of",
    "number_adoption": "adopt_numbers adopt_number",
    "number_replay": "number_history",
    "store": "put get file verify_store",
    "journal": "entries journal_head journal_holds",
    "verification": "check_journal verify_journal",
    "safekeeping": "backup",
    "recovery": "restore",
    "transactions": "within",
    "urging_register": "urge urgings",
    "working_copies": "save_working_copy working_copy working_copies_of drop_working_copy SavedMeanwhile",
    "sight_register": "note_sight",
    "calendar_register": "set_day confirm_year calendar_days calendar_years",
    "canonical": "digest plain",
    "values": "DONE CalendarDay CalendarYear UrgingRow RecipientRow Party TaskOrder TaskRow DelegationRow "
    "ReturnRow ReturnPageRow OrganRow PersonRow AppointmentRow MembershipRow Published CaseRow EventRow JobOrder Decision JobRow "
    "ProposalRow TemplateCount "
    "Receipt FileRow VersionRow PaperRow OpinionRow NumberRow NumberHistory EntryRow JournalCheck "
    "JournalState StoreCheck MigratedRow MigrationRow RunningCase StageCount BackupRow Stamp WorkingCopyRow",
}
_HOMES = {name: drawer for drawer, names in _DRAWERS.items() for name in names.split()}
_WITHOUT_DJANGO = {"opening", "values", "canonical"}

__all__ = list(_HOMES)


def __getattr__(name: str) -> Any:
    """The public name from its module; modules that hold tables need Django set up first."""
    drawer = _HOMES.get(name)
    if drawer is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    if drawer not in _WITHOUT_DJANGO:
        import_module(f"{__name__}.opening").set_up_django()
    return getattr(import_module(f"{__name__}.{drawer}"), name)
