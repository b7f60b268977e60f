"""Keys come faster than a form goes: what was typed last is told to nobody once its fields are on their way."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mentortui.screens.charter import CharterScreen
from mentortui.screens.feedback import FeedbackScreen
from mentortui.screens.first_run import FirstRunScreen
from mentortui.screens.history_log import LogScreen
from mentortui.screens.people import PeopleScreen
from mentortui.screens.prepare_forms import CheckInScreen, ItemScreen
from mentortui.screens.record_form import RecordFormScreen
from mentortui.screens.start import StartScreen
from mentortui.services.desk import Desk
from mentortui.services.drafts import Forgotten
from mentortui.services.feedback import Feedback
from mentortui.store.store import Store
from mentortui.widgets.form import Field, Form
from mentortui.widgets.one_line import OneLine
from tests.screens.prepare_place import Prepared
from tests.screens.records_app import RecordsApp
from tests.screens.stage import Stage, StillClock, desk
from tests.screens.summary_app import store_a_session
from tests.screens.waiting import at_rest, press
from tests.widgets.host import Host


def first_run(folder: Path) -> Stage:
    return Stage(lambda: FirstRunScreen(desk(folder)[0], str))


def people(folder: Path) -> Stage:
    mentorships = desk(folder)[0]
    slug = mentorships.begin("Ada", "", "mentor", "Grace", "nairobi", "40/60").slug
    return Stage(lambda: PeopleScreen(mentorships, slug))


def start(folder: Path) -> Stage:
    mentorships = desk(folder)[0]
    made = mentorships.begin("Ada", "", "mentor", "Grace", "nairobi", "40/60")
    return Stage(lambda: StartScreen(mentorships, made))


def log(folder: Path) -> Stage:
    made = Desk(Store(folder), StillClock(), system_zone="Europe/Berlin")
    slug = store_a_session(made.store, "usual")
    return Stage(lambda: LogScreen(made.logging_past(slug), Forgotten()))


def item(folder: Path) -> Stage:
    return Prepared(folder).usual().stage()


def records(folder: Path) -> Stage:
    return RecordsApp(folder)


def feedback(folder: Path) -> Stage:
    mentorships, _, store = desk(folder)
    slug = mentorships.begin("Ada", "", "mentor", "Grace", "nairobi", "40/60").slug
    return Stage(lambda: FeedbackScreen(Feedback(store, StillClock(), lambda: "f1").book(slug), Forgotten()))


def charter(folder: Path) -> Stage:
    made = Desk(Store(folder), StillClock(), system_zone="Europe/Berlin")
    slug = made.mentorships.begin("Ada", "", "mentor", "Grace", "nairobi", "40/60").slug
    return Stage(lambda: CharterScreen(made.charters.shown(slug), made.charters.visit(slug), Forgotten()))


FORMS: list[Any] = [
    pytest.param(CharterScreen, charter, "", "purpose", id="the charter"),
    pytest.param(FirstRunScreen, first_run, "", "name", id="the first run", marks=pytest.mark.long),
    pytest.param(PeopleScreen, people, "", "part", id="who takes part"),
    pytest.param(StartScreen, start, "", "minutes", id="start", marks=pytest.mark.long),
    pytest.param(LogScreen, log, "", "day", id="a session that was held", marks=pytest.mark.long),
    pytest.param(ItemScreen, item, "e", "title", id="an item", marks=pytest.mark.long),
    pytest.param(CheckInScreen, item, "i", "done", id="a check-in"),
    pytest.param(RecordFormScreen, records, "a", "", id="a record", marks=pytest.mark.long),
    pytest.param(FeedbackScreen, feedback, "", "good", id="feedback", marks=pytest.mark.long),
]


@pytest.mark.parametrize(("screen", "make", "key", "name"), FORMS)
async def test_what_a_form_tells_while_its_fields_go_ends_nothing(
    screen: type[Any], make: Callable[[Path], Stage], key: str, name: str, tmp_path: Path
) -> None:
    app = make(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await at_rest(pilot)
        if key:
            await press(pilot, key)
        assert isinstance(app.screen, screen)
        form = app.screen.query_one(Form)
        names = [field.key for field in form.fields()]
        await form.field(name or names[0]).remove()  # fields go one by one; the others still stand
        form.post_message(Form.Changed(form, names[-1]))
        form.post_message(Form.Done(form))
        await at_rest(pilot)
        assert isinstance(app.screen, screen)
    if isinstance(app, RecordsApp):
        app.drafts.close()


async def test_a_form_tells_what_it_is_for_as_long_as_it_is_whole() -> None:
    told: list[str] = []

    made = Form(Field("first", "First", OneLine()), Field("second", "Second", OneLine()))

    class Hears(Host):
        def on_form_changed(self, event: Form.Changed) -> None:
            told.append(event.name)

        def on_form_done(self, event: Form.Done) -> None:
            told.append("done")

    app = Hears(made)
    async with app.run_test() as pilot:
        form = app.query_one(Form)
        await form.mount(Field("third", "Third", OneLine()))
        form.field("third").control.focus()
        await pilot.press("a", "enter")
        assert told == ["third", "done"]
        await form.field("first").remove()
        await pilot.press("b", "enter")
        assert told == ["third", "done"]
