"""What only surrounds a letter: greetings, signatures, the headers mail programs put above what is quoted."""

import re
from collections.abc import Collection

_GREETS = re.compile(
    r"(?:hi|hello|hey|hiya|dear|hallo|liebe[rs]?|moin|servus|greetings|good (?:morning|afternoon|evening|day)"
    r"|guten (?:morgen|tag|abend))\b(.{0,60})$",
    re.IGNORECASE,
)
_ALL = frozenset({"all", "there", "both", "team", "everyone", "everybody", "mentor", "and", "und", "again", "zusammen"})
_CLOSES = re.compile(
    r"(?:(?:all )?(?:the )?best(?: regards| wishes)?|(?:kind|kindest|warm|warmest|many|with kind|with best)? ?regards|cheers|ciao"
    r"|thanks(?: a lot| so much| again| and regards)?|many thanks|thank you|thx|ty|talk soon|speak soon"
    r"|(?:yours )?sincerely|yours(?: truly)?"
    r"|take care|see you(?: soon| then| tomorrow| there)?"
    r"|have a (?:good|nice|great) (?:one|day|week|weekend)"
    r"|lg|vg|mfg|bg|liebe grüße|viele grüße|beste grüße|schöne grüße|(?:mit )?freundliche[nr]? grü(?:ß|ss)en?|gruß|grüße|xo)"
    r"(?:\s*[,!.–—-]*\s*)(.{0,40})$",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"(?:sent (?:from|with|via|using) |get outlook for |von meinem .{2,30} gesendet|gesendet (?:von|mit) |envoyé d|enviado d"
    r"|diese nachricht wurde von )",
    re.IGNORECASE,
)
_WROTE = re.compile(
    r"(?:on|am|le|el|il|op|em|den)\s.{4,300}?\b(?:wrote|schrieb|a écrit|escribió|ha scritto|schreef|escreveu|skrev)\b.{0,160}?:",
    re.IGNORECASE,
)
_HEADER = re.compile(
    r"[*_]{0,2}(?:from|sent|to|cc|bcc|subject|date|reply-to|von|gesendet|an|betreff|datum|de|envoyé|à|objet)\s?:[*_]{0,2}(?:\s|$)",
    re.IGNORECASE,
)
_CARRIED = re.compile(
    r"(?:-{2,}\s?(?:original message|forwarded message|ursprüngliche nachricht|weitergeleitete nachricht"
    r"|message d'origine)\s?-{2,}"
    r"|begin forwarded message:|anfang der weitergeleiteten (?:nachricht|e-mail):)",
    re.IGNORECASE,
)
_RULE = re.compile(r"[-_=*~]{4,}")
_NAME = re.compile(r"[-–—~/ ]{0,4}([^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){0,3})[.,!]?")
_REACHED = re.compile(r"@[\w-]+\.|https?://|www\.|\+\d[\d ()/-]{5,}| \| |\b(?:tel|phone|mobile|mobil)\b", re.IGNORECASE)
PS = re.compile(r"p\.?\s?s\.?\W", re.IGNORECASE)


def greets(line: str, names: Collection[str]) -> bool:
    """`Hi Ada,` and nothing more. `names` in lower case."""
    found = _GREETS.match(line)
    if found is None:
        return False
    called = re.findall(r"[^\W\d_]+", found.group(1))
    return len(called) <= 4 and all(word[0].isupper() or word in _ALL or word in names for word in called)


def closes(line: str) -> str | None:
    """The name after `Best,` on the same line; empty without one, None where the line says more or something else."""
    found = _CLOSES.match(line)
    if found is None:
        return None
    name = found.group(1).strip(" ,.!-–—")
    if not name or not re.search(r"\w", name):
        return ""
    return name if is_name(name) and name[0].isupper() else None


def is_name(line: str) -> bool:
    """One to four words that could be somebody's name."""
    return len(line) <= 60 and _NAME.fullmatch(line.strip()) is not None


def name_in(line: str) -> str:
    """The name in such a line, without the dash before it."""
    found = _NAME.fullmatch(line.strip())
    return found.group(1) if found else ""


def is_address(line: str) -> bool:
    """A line below a name that says where somebody is reached: a number, an address, a firm."""
    return len(line) <= 80 and "?" not in line and _REACHED.search(line) is not None


def is_mine(line: str, names: Collection[str]) -> bool:
    """Whether it is one of these names and nothing more."""
    return len(line) <= 60 and name_in(line).casefold() in names


def from_a_phone(line: str) -> bool:
    """`Sent from my phone`."""
    return len(line) <= 80 and _PHONE.match(line) is not None


def wrote(line: str) -> bool:
    """`On Thu, 26 Nov 2026 Ada wrote:`, whole."""
    return line[-1:] == ":" and len(line) <= 500 and _WROTE.fullmatch(line) is not None


def may_begin_wrote(line: str) -> bool:
    """Whether the lines after it may be the rest of such a header."""
    return re.match(r"(?:on|am|le|el|il|op|em|den)\s", line, re.IGNORECASE) is not None


def is_header(line: str) -> bool:
    """`From: …`, of which two or more in a row stand above what is carried along."""
    return _HEADER.match(line) is not None


def is_carried(line: str) -> bool:
    """`---------- Forwarded message ---------`, and its like."""
    return len(line) <= 100 and _CARRIED.fullmatch(line) is not None


def is_rule(line: str) -> bool:
    """A line of dashes."""
    return _RULE.fullmatch(line) is not None
