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
from typing import TYPE_CHECKING

from gongwen.drawers import on_demand

if TYPE_CHECKING:
    from gongwen.registry.access_code_register import (
        access_code,
        access_codes,
        issue_access_code,
        recall_access_code,
        use_access_code,
    )
    from gongwen.registry.account_register import (
        account,
        account_of,
        accounts,
        close_account,
        end_sessions,
        is_common_password,
        knows_login,
        open_account,
        set_keeper,
        set_password,
    )
    from gongwen.registry.calendar_register import calendar_days, calendar_years, confirm_year, set_day
    from gongwen.registry.canonical import digest, plain
    from gongwen.registry.case_register import (
        amend_case,
        case,
        cases,
        event,
        events,
        events_done_for,
        key_used,
        open_case,
    )
    from gongwen.registry.case_search import case_years, cases_of, count_cases, count_waiting, find_cases, newest_case
    from gongwen.registry.case_sums import case_figures, stages_left
    from gongwen.registry.concern import concerned, takes_part
    from gongwen.registry.damage_register import note_damage
    from gongwen.registry.deadline_register import count_deadlines, deadline_basis
    from gongwen.registry.deadline_rule import deadlines_by
    from gongwen.registry.delegation_register import delegate, delegations, end_delegation
    from gongwen.registry.errand_register import (
        ask_errand,
        cancel_errand,
        claim_errand,
        clear_errands,
        errand,
        errands,
        fail_errand,
        finish_errand,
        release_errand,
        retry_errand,
        tell_errand,
        work_waits,
    )
    from gongwen.registry.job_list import claim, fail, finish, jobs, release, retry
    from gongwen.registry.journal import arrangements, entries, find_entries, journal_head, journal_holds
    from gongwen.registry.looking import one_look
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
        last_numbers,
        last_serial,
        number_of,
        number_series,
        numbers,
        release_reserved,
        reserve_number,
        reserved_numbers,
        take_number,
        void_number,
    )
    from gongwen.registry.number_replay import number_history
    from gongwen.registry.number_search import find_numbers
    from gongwen.registry.opening import close, create, open, upgrade
    from gongwen.registry.opinion_register import add_opinion, opinions
    from gongwen.registry.organ_register import add_organ, change_organ, organ, organs, profile, set_profile
    from gongwen.registry.originals import original_hash, publish, published, published_list
    from gongwen.registry.out_tray import bench, clear_benches, lay_out, pick_up
    from gongwen.registry.paper_register import (
        add_paper,
        change_standing,
        paper,
        paper_counts,
        paper_with_key,
        papers,
        set_paper,
    )
    from gongwen.registry.paper_search import find_papers, listed_papers, newest_paper, paper_templates
    from gongwen.registry.proposal_register import (
        proposal,
        proposal_files,
        proposals,
        propose,
        publish_proposal,
        turn_down_proposal,
    )
    from gongwen.registry.queries import (
        CaseFigures,
        CaseQuery,
        Found,
        ListedPaper,
        PaperQuery,
        Place,
        Slice,
        Turn,
        Visible,
        Waiting,
        Waits,
    )
    from gongwen.registry.recipient_register import (
        add_recipient,
        explain_unreceived,
        receive_paper,
        recipients,
        remove_recipient,
        send_paper,
    )
    from gongwen.registry.recovery import restore
    from gongwen.registry.return_register import (
        add_return_page,
        confirm_return,
        hand_in_return,
        order_return_pages,
        recall_return,
        remove_return_page,
        returns,
        send_back_return,
        signed_return,
        start_return,
    )
    from gongwen.registry.safekeeping import backup
    from gongwen.registry.sheet_register import hand_in_sheet, sheet_remarks, sheets_of
    from gongwen.registry.sight_register import note_sight
    from gongwen.registry.sign_in_register import begin_try, forgive_try, let_in, note_lock, sign_ins
    from gongwen.registry.staff_register import add_person, appoint, appointments, end_appointment, on_file, people
    from gongwen.registry.store import file, get, home, put, verify_store
    from gongwen.registry.task_register import add_task, open_tasks_of, present_tasks, revise_tasks, tasks
    from gongwen.registry.token_register import bearer_of, issue_token, recall_token, tokens
    from gongwen.registry.transactions import within
    from gongwen.registry.unit_register import closed_of_units, papers_sent_to, running_of_units
    from gongwen.registry.urging_register import urge, urgings, urgings_of
    from gongwen.registry.values import (
        BY_CODE,
        BY_PASSWORD,
        DONE,
        PROPOSAL_STATES,
        AccessCodeRow,
        AccountRow,
        AppointmentRow,
        BackupRow,
        CalendarDay,
        CalendarYear,
        CaseRow,
        Decision,
        DelegationRow,
        EntryRow,
        ErrandRow,
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
        ProposalRow,
        Published,
        Receipt,
        RecipientRow,
        ReturnPageRow,
        ReturnRow,
        RunningCase,
        SheetRow,
        SignInRow,
        SignInTry,
        StageCount,
        Stamp,
        StoreCheck,
        TaskOrder,
        TaskRow,
        TemplateCount,
        TokenRow,
        TryLimit,
        UrgingRow,
        VersionRow,
        WorkingCopyRow,
    )
    from gongwen.registry.verification import check_journal, verify_journal
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
    "account_register": "open_account close_account set_password set_keeper end_sessions account accounts account_of "
    "knows_login is_common_password",
    "sign_in_register": "begin_try let_in forgive_try note_lock sign_ins",
    "concern": "concerned takes_part",
    "damage_register": "note_damage",
    "access_code_register": "issue_access_code use_access_code recall_access_code access_code access_codes",
    "token_register": "issue_token recall_token bearer_of tokens",
    "opening": "create open close upgrade",
    "organ_register": "set_profile profile add_organ change_organ organs organ",
    "staff_register": "add_person people on_file appoint end_appointment appointments",
    "membership_register": "begin_membership end_membership members memberships first_day",
    "originals": "publish published published_list original_hash",
    "case_register": "open_case case cases amend_case event events events_done_for key_used",
    "moves": "move",
    "task_register": "tasks open_tasks_of present_tasks add_task revise_tasks",
    "case_search": "find_cases count_cases count_waiting cases_of newest_case case_years",
    "case_sums": "case_figures stages_left",
    "paper_search": "find_papers listed_papers newest_paper paper_templates",
    "queries": "CaseQuery PaperQuery Place Waiting Turn Visible Waits Slice Found ListedPaper CaseFigures",
    "deadline_rule": "deadlines_by",
    "deadline_register": "count_deadlines deadline_basis",
    "delegation_register": "delegate end_delegation delegations",
    "migration_register": "stage_counts running_cases migrate_cases migrated_cases migration_batches revert_migration",
    "errand_register": "ask_errand claim_errand tell_errand finish_errand fail_errand release_errand cancel_errand "
    "retry_errand errand errands clear_errands work_waits",
    "out_tray": "lay_out pick_up bench clear_benches",
    "job_list": "claim finish fail release retry jobs",
    "paper_register": "add_paper set_paper papers paper paper_with_key paper_counts change_standing",
    "proposal_register": "propose publish_proposal turn_down_proposal proposal proposals proposal_files",
    "recipient_register": "add_recipient remove_recipient send_paper receive_paper explain_unreceived recipients",
    "versions": "add_version complete_version keep_sheet",
    "opinion_register": "add_opinion opinions",
    "number_ledger": "take_number reserve_number assign_reserved release_reserved void_number numbers number_of "
    "number_series last_serial last_numbers reserved_numbers",
    "number_adoption": "adopt_numbers adopt_number",
    "number_replay": "number_history",
    "number_search": "find_numbers",
    "store": "put get file verify_store home",
    "journal": "entries find_entries arrangements journal_head journal_holds",
    "verification": "check_journal verify_journal",
    "return_register": "start_return add_return_page remove_return_page order_return_pages hand_in_return "
    "recall_return confirm_return send_back_return signed_return returns",
    "safekeeping": "backup",
    "recovery": "restore",
    "transactions": "within",
    "looking": "one_look",
    "unit_register": "running_of_units closed_of_units papers_sent_to",
    "urging_register": "urge urgings urgings_of",
    "working_copies": "save_working_copy working_copy working_copies_of drop_working_copy SavedMeanwhile",
    "sight_register": "note_sight",
    "sheet_register": "hand_in_sheet sheets_of sheet_remarks",
    "calendar_register": "set_day confirm_year calendar_days calendar_years",
    "canonical": "digest plain",
    "values": "BY_CODE BY_PASSWORD AccountRow AccessCodeRow TokenRow SignInRow SignInTry TryLimit "
    "DONE CalendarDay CalendarYear UrgingRow RecipientRow Party TaskOrder TaskRow DelegationRow "
    "ReturnRow ReturnPageRow "
    "OrganRow PersonRow AppointmentRow MembershipRow Published CaseRow EventRow JobOrder Decision JobRow "
    "ProposalRow TemplateCount PROPOSAL_STATES "
    "Receipt SheetRow FileRow VersionRow PaperRow OpinionRow NumberRow NumberHistory EntryRow ErrandRow JournalCheck "
    "JournalState StoreCheck MigratedRow MigrationRow RunningCase StageCount BackupRow Stamp WorkingCopyRow",
}
_WITHOUT_DJANGO = {"opening", "values", "canonical", "deadline_rule", "queries"}

__all__ = [name for names in _DRAWERS.values() for name in names.split()]


def _set_up(drawer: str) -> None:
    """Modules that hold tables need Django set up first."""
    if drawer not in _WITHOUT_DJANGO:
        import_module(f"{__name__}.opening").set_up_django()


__getattr__ = on_demand(__name__, _DRAWERS, before=_set_up)
