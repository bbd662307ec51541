"""Who published a text, where the text says so plainly.

Four forms are taken as plain: the head of a newspaper or site over the headline, its name with
the date under the headline, the agency in a wire dateline, and the holder in a copyright line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.dates import DATE

__all__ = ["DATE_AT_END", "agency", "copyright_holder", "is_masthead", "named_with_date"]

_NEWSPAPER = re.compile(
    r"(?:^|\s)(?i:News|Times|Post|Herald|Gazette|Tribune|Chronicle|Courier|Observer|Guardian|"
    r"Telegraph|Dispatch|News Agency|Press Agency|Daily|Weekly|Broadcasting|Radio|Television|TV|"
    r"Newspaper|Magazine|Monitor|Newswire|Examiner|Journal|Zeitung|Diario|Giornale)$"
    r"|^(?i:Radio|Television|TV)\s+[A-Z]\w+$"
)
_SECTION = re.compile(
    r"(?:breaking|latest|world|local|national|international|top|other|daily|our|more|good|bad|"
    r"press|media|sports?|business)\s+\w+",
    re.IGNORECASE,
)
_DOMAIN = re.compile(r"(?:www\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|info|news|int)", re.I)
# Capitals that no English word begins with: initials, not a heading in capitals.
_INITIALS = re.compile(
    r"(?=[A-Z]{3,7}$)(?:[^AEIOUY]+|(?!SCH|SCR|SHR|SPL|SPR|STR|THR|CHR|PHR)[^AEIOUY]{3}[A-Z]*)"
)
_AGENCY = re.compile(
    r"([A-Z][A-Z'’. -]{1,40})(?:,\s*[\w'’. -]{1,30}){0,3}\s*\(([A-Z][\w'’ -]{1,40})\)\s*[-–—]\s"
)
_COPYRIGHT = re.compile(
    r"(?:copyright\s*)?(?:©|\(c\))\s*(?:\d{4}(?:\s*[-–]\s*\d{4})?)?[ ,]*"
    r"([^\W\d_][\w'’&. -]{2,60}?)[\s,.]*(?:\d{4}\.?)?(?:\s*all rights reserved.{0,80})?",
    re.IGNORECASE,
)
DATE_AT_END = re.compile(
    rf"(?:(.*?)[,;:(–—-]|(.*\b(?:on|dated|revised|issued|delivered)))\s*(?i:\w{{3,9}}day,?\s+)?"
    rf"\(?((?i:{DATE.pattern}))\)?"
    r"(?:\s*\([^)]{1,30}\)|[,\s]+\d{1,2}[.:]\d{2}(?:\s*[A-Z]{2,4})?|\.\s+[^.]{1,40}\.)?"
    r"\s*[.,*_]*"
)
"""A line that ends in a date cut off from what stands before it: "Lisbon, 5 March 2020".

Group 1 is what stands before the date, group 3 the date.
"""


def is_masthead(line: str) -> bool:
    """Tell whether a line that stands alone over a headline can be a publisher's name."""
    words = len(line.split())
    if len(line) > 50 or words > 5 or _SECTION.fullmatch(line) or (words > 1 and line.islower()):
        return False
    if _DOMAIN.fullmatch(line) or _INITIALS.fullmatch(line):
        return True
    return words > 1 and _NEWSPAPER.search(line) is not None


def named_with_date(lines: Sequence[str]) -> str | None:
    """Return the newspaper in a line of its name and a date, as under a headline.

    Examples
    --------
    >>> named_with_date(["By Ana Bell, Harbour Tribune, 14 March 2019"])
    'Harbour Tribune'
    """
    for line in lines:
        match = DATE_AT_END.fullmatch(line) if len(line) <= 100 else None
        name = (match[1] or "").strip(" ,") if match else ""
        if name.startswith("By "):
            name = name.rpartition(",")[2].strip()
        if 1 < len(name.split()) <= 5 and name[0].isupper() and _NEWSPAPER.search(name):
            return None if _SECTION.fullmatch(name) else name
    return None


def agency(lines: Sequence[str]) -> str | None:
    """Return the agency in a wire dateline: "GENEVA, 3 May (Reuters) - ..."."""
    matches = (_AGENCY.match(line[:160]) for line in lines)
    return next((match[2] for match in matches if match), None)


def copyright_holder(text: str) -> str | None:
    """Return who a copyright line near the text's end names."""
    for line in reversed(text[-2_000:].split("\n")[-12:]):
        match = _COPYRIGHT.fullmatch(line.strip()) if len(line) <= 200 else None
        if match:
            return match[1].strip(" .,")
    return None
