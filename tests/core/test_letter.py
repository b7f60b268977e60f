"""What is sent is short and known again; whatever comes back is read without losing a word."""

import re
import string
import textwrap
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentortui.core.letter import LONGEST, Letter, PulseRead, counted, looks_like_one, read, same_people, text
from mentortui.core.letter_pulse import read_pulse
from mentortui.core.letter_text import identity_of
from mentortui.core.records import Roadblock

NAMES = ("Ada", "Grace")
SENT = text(["Grace"], "Ada", 15)
AFTER = text(["Grace"], "Ada", 14, after=True)


def words_of(line: str) -> list[str]:
    return re.findall(r"zq[a-z]+", line)


def kept(letter: Letter) -> str:
    blocks = [part for one in letter.roadblocks for part in (one.text, one.proposal)]
    found = [*letter.done, *blocks, *letter.learned, *letter.bring, *letter.next, *letter.takeaways]
    return "\n".join([*found, *letter.pulse_words, *letter.rest, *letter.aside])


def nothing_in(letter: Letter) -> bool:
    return not (letter.understood or letter.rest or letter.aside)


# what is sent


@pytest.mark.parametrize("sent", [SENT, AFTER, text(["王小明", "Linus of the North " * 4], "Ada", 3, starts=10**15)])
def test_a_letter_has_under_ten_lines(sent: str) -> None:
    assert len(sent.splitlines()) < 10
    for label in ("Done:", "Roadblock:", "I would try:", "I learned:", "Bring:", "Pulse 1-5:"):
        assert f"\n{label}\n" in sent


@pytest.mark.parametrize(
    ("names", "hello"),
    [(["Grace Otieno", "Linus"], "Hi Grace and Linus,"), (["Dr. Lee"], "Hi Dr. Lee,"), (["王小明"], "Hi 王小明,")],
)
def test_it_says_hello_by_the_first_name(names: list[str], hello: str) -> None:
    assert text(names, "Ada", 15).startswith(hello)


@pytest.mark.parametrize(
    ("pasted", "one"),
    [
        ("Done: retry fix, Roadblock: deploy", True),
        ("pulse 4", True),
        ("a\r\nb", True),
        ("https://example.org/a", False),
        ("done", False),
        ("", False),
        ("\n", False),
    ],
)
def test_what_may_be_a_reply(pasted: str, one: bool) -> None:
    assert looks_like_one(pasted) == one


@pytest.mark.parametrize("sent", [SENT, AFTER])
@pytest.mark.parametrize("mark", ["", "> ", ">", "> > ", ">> "])
def test_sent_back_unfilled_it_says_nothing(sent: str, mark: str) -> None:
    letter = read("".join(mark + line for line in sent.splitlines(keepends=True)), NAMES)
    assert nothing_in(letter)
    assert letter.identity is not None
    assert (letter.identity.session, letter.identity.after) == ((15, False) if sent == SENT else (14, True))


@given(st.integers(min_value=30, max_value=80), st.integers(min_value=0, max_value=3))
def test_sent_back_unfilled_it_says_nothing_wherever_a_program_breaks_it(columns: int, depth: int) -> None:
    long = text(["Grace Brewster Murray"], "Ada King, Countess of Lovelace", 15, starts=1_795_698_000_000_000)
    lines = [piece for line in long.splitlines() for piece in textwrap.wrap(line, columns)]
    letter = read("\n".join("> " * depth + line for line in lines), NAMES)
    assert nothing_in(letter)
    assert letter.identity is not None


def test_for_whom_it_was_made_is_read_in_any_order() -> None:
    mine = identity_of("for Ada, Grace and Linus · after session 14 · Thu 26 Nov 15:00")
    assert mine is not None
    assert same_people(mine, ("Grace", "Ada", "Linus"))
    assert same_people(mine, ("grace", "LINUS", "Ada"))
    assert not same_people(mine, ("Grace", "Ada"))
    assert not same_people(mine, ("Grace", "Ada", "Margaret"))
    assert identity_of("for the record, session 3 was good") is None
    assert identity_of("for Ada · session 3 was good") is None


name = st.text(st.characters(categories=("L", "M", "N", "P", "S", "Zs")), min_size=1, max_size=50).filter(
    lambda one: bool(re.search(r"[^\W_]", one)) and " and " not in one and "," not in one
)


@given(st.lists(name, min_size=1, max_size=4, unique_by=str.casefold), name, st.booleans())
def test_any_names_are_known_again(others: list[str], mine: str, after: bool) -> None:
    last = text(others, mine, 7, after=after).splitlines()[-1]
    found = identity_of(last)
    assert found is not None
    assert (found.session, found.after) == (7, after)
    assert same_people(found, [mine, *others])


# the pulse


@pytest.mark.parametrize(
    ("said", "values"),
    [
        ("4", (4, 4, 4)),
        ("four", (4, 4, 4)),
        ("4/5", (4, 4, 4)),
        ("4 / 5", (4, 4, 4)),
        ("4 out of 5", (4, 4, 4)),
        ("★★★☆☆", (3, 3, 3)),
        ("4️⃣", (4, 4, 4)),
        ("4 5 3", (4, 5, 3)),
        ("453", (4, 5, 3)),
        ("4,5,3", (4, 5, 3)),
        ("4/5/3", (4, 5, 3)),
        ("4-5-3", (4, 5, 3)),
        ("4/5, 5/5, 3/5", (4, 5, 3)),
        ("four, five and three", (4, 5, 3)),
        ("safety 4, useful 5, fair 3", (4, 5, 3)),
        ("Fairness: 3; Safety: 4", (4, None, 3)),
        ("S4 U5 F3", (4, 5, 3)),
        ("4 (safety), 5 (usefulness), 3 (fairness)", (4, 5, 3)),
        ("4 for safety, 5 for usefulness and 3 for fairness", (4, 5, 3)),
        ("safety, usefulness, fairness: 4 5 3", (4, 5, 3)),
        ("4 5", (4, 5, None)),
        ("7", None),
        ("0", None),
        ("4.5", None),
        ("8/10", None),
        ("1 2 3 4", None),
        ("good", None),
        ("", None),
    ],
)
def test_a_pulse_is_read_in_many_ways(said: str, values: tuple[int | None, ...] | None) -> None:
    pulse, beside = read_pulse(said)
    if values is None:
        assert not pulse.said
        assert beside == said
    else:
        assert (pulse.safety, pulse.usefulness, pulse.fairness) == values
        assert beside == ""


def test_words_beside_a_pulse_are_kept_and_its_numbers_are_not_among_them() -> None:
    pulse, beside = read_pulse("4 5 2, the last item was rushed")
    assert (pulse.safety, pulse.usefulness, pulse.fairness) == (4, 5, 2)
    assert beside == "the last item was rushed"


@given(st.text(max_size=200))
def test_no_pulse_is_outside_of_one_to_five(said: str) -> None:
    pulse, beside = read_pulse(said)
    assert all(value is None or 1 <= value <= 5 for value in (pulse.safety, pulse.usefulness, pulse.fairness))
    assert pulse.said or beside == said


# whatever comes back


@given(st.text(max_size=2_000))
def test_any_text_at_all_is_read(anything: str) -> None:
    letter = read(anything, NAMES)
    assert letter == read(anything, NAMES)
    assert not letter.too_long


word = st.text(string.ascii_lowercase, min_size=1, max_size=9).map(lambda tail: "zq" + tail)
sentence = st.lists(word, min_size=1, max_size=30).map(" ".join)
label = st.sampled_from(["Done", "DONE", "roadblock", "I would try", "I learned", "Bring", "Pulse 1-5", "Takeaway", "Next steps"])
sign = st.sampled_from([":", " :", ":  ", " -", " —", " =", "?", " ->", ": 4 5 3"])
before = st.sampled_from(["", "- ", "* ", "**", "1. ", "✅ ", "## ", "[ ] "])
labelled = st.builds("{}{}{} {}".format, before, label, sign, sentence | st.just("") | st.just("none"))
framed = st.sampled_from(
    [
        "Hi Ada,",
        "Hello,",
        "Best,",
        "Grace",
        "Cheers, Grace",
        "--",
        "Sent from my phone",
        "On Tue, 24 Nov 2026, Ada wrote:",
        "From: Ada",
        "Sent: Tuesday",
        "-----Original Message-----",
        "________________",
        "Hi Grace, a word to each will do. Pulse: safety, usefulness, fairness.",
        "for Ada and Grace · session 15",
        "P.S.",
        "",
        "",
    ]
)
line = sentence | labelled | framed | st.builds("- {}".format, sentence) | st.builds("  {}; {}".format, sentence, sentence)
mark = st.sampled_from(["", "", "", "> ", ">", "> > ", ">>> "])
mail = st.lists(st.tuples(mark, line), max_size=25)
end = st.sampled_from(["\n", "\r\n", " \n", "\r"])


@given(mail, end, st.integers(min_value=40, max_value=90))
def test_no_word_of_a_reply_is_dropped(lines: list[tuple[str, str]], ends: str, columns: int) -> None:
    wrapped = [quote + piece for quote, one in lines for piece in textwrap.wrap(one, columns) or [""]]
    reply = ends.join(wrapped)
    letter = read(reply, NAMES)
    sent, found = Counter(words_of(reply)), Counter(words_of(kept(letter)))
    assert sent <= found  # what stands beside a pulse is in the words it was read from, and in the note
    assert set(sent) == set(found)


@given(mail, end)
def test_what_was_read_is_plain_items_without_quote_marks_or_labels(lines: list[tuple[str, str]], ends: str) -> None:
    letter = read(ends.join(quote + one for quote, one in lines), NAMES)
    for item in (*letter.done, *letter.learned, *letter.bring, *letter.next, *letter.takeaways):
        assert item == item.strip()
        assert item
        assert not item.startswith(">")
    for block in letter.roadblocks:
        assert block.text


@pytest.mark.parametrize(
    "first", ["Hi Ada, zqa here are my answers to what you asked", "for me zqa all of it is fine, I think it works"]
)
@pytest.mark.parametrize("ours", [SENT.splitlines()[0], SENT.splitlines()[-1]])
def test_what_stands_above_our_own_lines_is_not_taken_for_them(first: str, ours: str) -> None:
    assert "zqa" in kept(read(f"{first}\n> {ours}\nzqb\n> {ours}\n", NAMES))
    assert "zqb" in kept(read(f"{first}\n> {ours}\nzqb\n> {ours}\n", NAMES))


items = st.lists(sentence, min_size=1, max_size=4).map(tuple)
fields = st.fixed_dictionaries({}, optional={"Done": items, "I learned": items, "Bring": items, "Takeaway": items})
styles = st.sampled_from(["lines", "bullets", "numbers", "semicolons"])
capitals = st.sampled_from([str, str.upper, str.lower])


@given(fields, styles, capitals, st.randoms(use_true_random=False), st.integers(min_value=0, max_value=3), end)
def test_items_are_read_as_they_were_meant_in_any_order_and_style(
    said: dict[str, tuple[str, ...]], style: str, capital: object, random: object, depth: int, ends: str
) -> None:
    lines = ["Hi Ada,", ""]
    names = list(said)
    random.shuffle(names)  # type: ignore[attr-defined]
    for name in names:
        called = capital(name)  # type: ignore[operator]
        match style:
            case "semicolons":
                lines.append(f"{called}: {'; '.join(said[name])}")
            case "bullets":
                lines += [f"{called}:", *(f"- {item}" for item in said[name])]
            case "numbers":
                lines += [f"{called} -", "", *(f"{n}. {item}" for n, item in enumerate(said[name], 1))]
            case _:
                lines += [f"**{called}:**", *(f"{item}\n" for item in said[name])]
        lines.append("")
    reply = ends.join(">" * depth + (" " if depth else "") + one for part in lines for one in part.split("\n"))
    letter = read(reply + f"{ends}Best,{ends}Grace", NAMES)
    if style == "lines":  # a paragraph of its own after the last answer is a word of its own
        found = (*letter.done, *letter.learned, *letter.bring, *letter.takeaways, *letter.rest)
        assert sorted(item.removeprefix("> ") for item in found) == sorted(item for one in said.values() for item in one)
    else:
        assert letter.done == said.get("Done", ())
        assert letter.learned == said.get("I learned", ())
        assert letter.bring == said.get("Bring", ())
        assert letter.takeaways == said.get("Takeaway", ())
        assert letter.rest == ()
    assert letter.signed == "Grace"


@given(st.lists(st.tuples(sentence, sentence | st.just("")), max_size=6), st.booleans())
def test_a_proposal_stays_with_its_roadblock(blocks: list[tuple[str, str]], arrows: bool) -> None:
    if arrows:
        lines = [f"Roadblock: {met} -> {tried}" if tried else f"Roadblock: {met}" for met, tried in blocks]
    else:
        blocks = [(met, tried or "zqx") for met, tried in blocks]
        lines = [f"Roadblock: {met}\nI would try: {tried}" for met, tried in blocks]
    letter = read("\n".join(lines), NAMES)
    assert letter.roadblocks == tuple(Roadblock(text=met, proposal=tried) for met, tried in blocks)


def test_the_same_letter_has_the_same_digest_whatever_its_white_space() -> None:
    reply = "Done: retry fix\nGrace"
    assert read(reply, NAMES).digest == read(reply.replace("\n", "\r\n\r\n") + "  ", ()).digest
    assert read(reply, NAMES).digest != read(reply + "!", NAMES).digest


def test_a_megabyte_is_read_whole_and_more_is_left_as_it_is() -> None:
    long = "Done: zqa\n\n\n" + "zqword of prose " * 62_000
    assert len(long) < LONGEST
    letter = read(long, NAMES)
    assert letter.done == ("zqa",)
    assert len(words_of(kept(letter))) == 62_001
    assert read("Done: a\n" * LONGEST, NAMES) == Letter(too_long=True, digest=read("Done: a\n" * LONGEST, NAMES).digest)


def test_what_was_understood_is_said_in_a_line() -> None:
    letter = read("Done: a; b\nRoadblock: c -> d\nTakeaway: e\nPulse: 4", NAMES)
    assert counted(letter) == "two done, one roadblock with a proposal, one takeaway, a pulse, covered"
    assert counted(read("Roadblock: c\nBring: d; e", NAMES)) == "one roadblock without a proposal yet, two to bring"
    assert counted(read("Roadblock: a -> b; c\nNext: d", NAMES)) == "two roadblocks, one with a proposal, one next step"
    assert counted(read("Hello!", NAMES)) == ""
    assert letter.pulse == PulseRead(safety=4, usefulness=4, fairness=4)
