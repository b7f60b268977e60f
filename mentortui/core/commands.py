"""From what a person wants to the event that will have happened, or Refused with a sentence for them.

One key is one event, so that undo takes back one key; only a guest's first turn is two. Each subject has its module; here they
are together, and beside them what is of the whole session.
"""

from mentortui.core import events as e
from mentortui.core.commands_agenda import (
    STEP_MINUTES,
    add_item,
    change_minutes,
    checked_item,
    edit_item,
    go_back,
    go_on,
    go_to,
    go_to_last,
    move_item,
    remove_item,
    reopen_item,
    set_end,
    start_topic,
)
from mentortui.core.commands_floor import (
    GUEST_WITHIN,
    answer_gap,
    begin_at,
    can_choose_other,
    give_floor,
    give_to_key,
    give_to_other,
    give_to_several,
    nudge,
    on_key,
    pause_or_resume,
    start_guest,
    take_from_all,
    turns_given_way,
    what_moves,
)
from mentortui.core.commands_people import LONGEST_NAME, add_guest, arrive_or_leave, checked_name, join, name_person
from mentortui.core.commands_said import (
    agree_next,
    confirm_understanding,
    edit_capture,
    enter_shares,
    note_closing,
    record,
    remove_capture,
    send_prompt_away,
    show_figures,
    silence,
)
from mentortui.core.refused import Refused
from mentortui.core.session import Session
from mentortui.core.stamp import Stamp, fields, must_run

__all__ = [
    "GUEST_WITHIN",
    "LONGEST_NAME",
    "STEP_MINUTES",
    "Refused",
    "Stamp",
    "add_guest",
    "add_item",
    "agree_next",
    "answer_gap",
    "arrive_or_leave",
    "begin_at",
    "can_choose_other",
    "change_minutes",
    "checked_item",
    "checked_name",
    "confirm_understanding",
    "edit_capture",
    "edit_item",
    "enter_shares",
    "fields",
    "finish",
    "give_floor",
    "give_to_key",
    "give_to_other",
    "give_to_several",
    "go_back",
    "go_on",
    "go_to",
    "go_to_last",
    "join",
    "move_item",
    "name_person",
    "note_closing",
    "nudge",
    "on_key",
    "pause_or_resume",
    "record",
    "redo",
    "remove_capture",
    "remove_item",
    "reopen_item",
    "send_prompt_away",
    "set_end",
    "show_figures",
    "silence",
    "start_guest",
    "start_topic",
    "take_from_all",
    "turns_given_way",
    "undo",
    "unfinish",
    "what_moves",
]


def finish(session: Session, at_last_sign: bool, stamp: Stamp) -> e.AnyEvent:
    """The session ends now, or ended at the last key that was pressed in it."""
    must_run(session)
    return e.Finished(**fields(stamp), ended=session.last_act_at if at_last_sign else None)


def unfinish(session: Session, stamp: Stamp) -> e.AnyEvent:
    """A finished session goes on, whatever was noted since."""
    ends = [act for act in session.undoable if act.type == "finished"]
    if not session.finished or not ends:
        raise Refused("This session is not finished.")
    return e.Undone(**fields(stamp), event=ends[-1].event)


def undo(session: Session, stamp: Stamp) -> e.AnyEvent:
    """Takes back the last thing that was keyed."""
    if not session.undoable:
        raise Refused("There is nothing to undo.")
    return e.Undone(**fields(stamp), event=session.undoable[-1].event)


def redo(session: Session, stamp: Stamp) -> e.AnyEvent:
    """Does again what was undone last."""
    if not session.redoable:
        raise Refused("There is nothing to redo.")
    return e.Redone(**fields(stamp), event=session.redoable[-1].event)
