"""Weak labels and refinements: words that tell the type of a name that holds them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from training.labels import PLACE, Mark

EVENT_NOUNS = frozenset(
    """war wars battle siege revolution uprising uprisings massacre massacres election elections
    referendum coup putsch revolt rebellion mutiny insurrection intifada genocide holocaust famine
    earthquake tsunami hurricane cyclone typhoon flood floods bombing bombings attacks attack
    shooting shootings crackdown protests riots summit conference congress convention olympics
    games championship championships tournament cup festival crisis campaign offensive invasion
    ceasefire armistice accords talks trial trials strike strikes march movement killings
    assassination hijacking eruption pandemic epidemic outbreak primary primaries census
    expedition raid raids pogrom disaster explosion scandal affair raids insurgency conflict
    executions purge purges hunger boycott blockade occupation partition exhibition expo fair
    marathon derby forum council synod awards open masters prix final finals playoffs""".split()
)
#: Nouns that make an event of a year before them, even in lower case.
YEAR_NOUNS = EVENT_NOUNS - frozenset(
    "council open masters final finals census awards movement trial march primary hunger".split()
)
#: Capitalised nouns that end the name of an event.
NAME_NOUNS = frozenset(
    """War Wars Revolution Uprising Massacre Revolt Rebellion Mutiny Insurrection Intifada Genocide
    Holocaust Famine Earthquake Tsunami Olympics Games Championship Championships Crisis Offensive
    Invasion Armistice Putsch Coup Referendum Election Elections Summit Pogrom Insurgency
    Campaign Plague Riots Bombing Bombings Depression Spring Festival""".split()
)
_NAME_HEADS = frozenset(
    "Battle Siege War Operation Massacre Invasion Fall Conquest Hurricane Typhoon Cyclone".split()
)
_YEAR = re.compile(r"(1[0-9]|20)\d\d$")
_LINK = frozenset("of the and in for on de del de la".split())

TITLES = frozenset(
    """president vice prime minister foreign defense defence interior finance justice education
    oil trade health information secretary general gen. gen mr. mr mrs. mrs ms. ms dr. dr sen. sen
    senator rep. rep representative chancellor king queen prince princess crown sheikh pope lt.
    lt lieutenant col. col colonel maj. major capt. captain sgt. sergeant ambassador judge
    justice governor gov. gov mayor chief sir lord lady professor prof. prof deputy former
    commander brigadier brig. admiral adm. imam rabbi archbishop bishop cardinal father reverend
    rev. spokesman spokeswoman spokesperson leader premier congressman congresswoman envoy
    director chairman chairwoman coach ayatollah grand mullah hojatoleslam marshal field saint
    attorney state leader emperor empress sultan emir sheik analyst opposition rebel author
    ex-president then-president then president-elect acting first""".split()
)

_FACILITY = frozenset(
    """airport bridge hospital prison jail stadium palace station street avenue road boulevard
    square church cathedral mosque temple synagogue museum tower hotel arena theatre theater hall
    highway dam port harbour barracks camp base cemetery castle building house plaza monument
    zoo lane park gardens courthouse library checkpoint railway gate crossing fortress""".split()
)
_LANDFORM = frozenset(
    """river sea ocean mountain mountains lake valley desert gulf peninsula island islands bay
    coast strait straits canyon plateau basin delta hills forest range cape volcano glacier reef
    west east europe asia africa america caribbean balkans caucasus mediterranean atlantic pacific
    arctic antarctic antarctica sahara amazon himalayas alps middle-east sahel levant scandinavia
    hemisphere heights channel earth moon mars""".split()
)
_LANDFORM_FIRST = frozenset("mount mt. lake cape gulf river north south east west".split())
#: Groups by faith, people or creed; NORP wherever a set has no better word for them.
GROUPS = frozenset(
    """Sunni Sunnis Shi'ite Shi'ites Shiite Shiites Shia Muslim Muslims Christian Christians Jewish
    Jews Kurdish Kurds Kurd Catholic Catholics Protestant Protestants Buddhist Buddhists Hindu
    Hindus Sikh Sikhs Arab Arabs Western Nazi Nazis Tamil Tamils Hutu Hutus Tutsi Tutsis Yazidi
    Yazidis Alawite Alawites Druze Uighur Uighurs Uyghur Uyghurs Tatar Tatars Basque Pashtun
    Pashtuns Baloch Berber Berbers Roma Orthodox Islamist Islamists""".split()
)
_LANGUAGES = frozenset("English French German Spanish Latin Greek Arabic Hebrew".split())

COUNTRIES = frozenset(
    """Afghanistan Albania Algeria Angola Argentina Armenia Australia Austria Azerbaijan Bahrain
    Bangladesh Belarus Belgium Bolivia Bosnia Botswana Brazil Britain Bulgaria Burma Burundi
    Cambodia Cameroon Canada Chad Chile China Colombia Congo Croatia Cuba Cyprus Denmark Ecuador
    Egypt England Eritrea Estonia Ethiopia Finland France Gabon Gambia Georgia Germany Ghana Greece
    Guatemala Guinea Haiti Honduras Hungary Iceland India Indonesia Iran Iraq Ireland Israel Italy
    Jamaica Japan Jordan Kazakhstan Kenya Kosovo Kuwait Kyrgyzstan Laos Latvia Lebanon Lesotho
    Liberia Libya Lithuania Macedonia Malawi Malaysia Mali Malta Mauritania Mexico Moldova Mongolia
    Morocco Mozambique Myanmar Namibia Nepal Netherlands Nicaragua Niger Nigeria Norway Oman
    Pakistan Panama Paraguay Peru Philippines Poland Portugal Qatar Romania Russia Rwanda Senegal
    Serbia Singapore Slovakia Slovenia Somalia Spain Sudan Sweden Switzerland Syria Taiwan
    Tajikistan Tanzania Thailand Togo Tunisia Turkey Turkmenistan Uganda Ukraine Uruguay Uzbekistan
    Venezuela Vietnam Wales Scotland Yemen Zambia Zimbabwe U.S. US USA U.K. UK USSR Yugoslavia
    Crimea Kashmir Chechnya Tehran Baghdad London Paris Moscow Beijing Washington Kabul Cairo
    Damascus Beirut Jerusalem Berlin Rome Madrid Tokyo Delhi Islamabad Karachi Texas California
    Florida Quebec Ontario Gaza Darfur Tibet Nairobi Lagos Ankara Istanbul""".split()
)

COUNTRY_PHRASES = frozenset(
    """united states|united kingdom|united arab emirates|saudi arabia|south africa|north korea
    |south korea|sri lanka|new zealand|costa rica|el salvador|ivory coast|czech republic
    |dominican republic|puerto rico|soviet union|east germany|west germany|burkina faso
    |sierra leone|trinidad and tobago|papua new guinea|northern ireland|hong kong|new york
    |los angeles|united states of america|great britain|east timor|south sudan|san francisco
    |new delhi|buenos aires|mexico city|cape town|kuala lumpur|new jersey|north carolina
    |south carolina|nazi germany|ottoman empire|roman empire|russian empire|holy roman empire
    |austria-hungary|british empire|mughal empire""".replace("\n    ", "").split("|")
)
_STATE_HEADS = ("republic of", "kingdom of", "state of", "province of", "city of", "duchy of")

_DATE_WORD = re.compile(
    r"(?i)(mon|tues|wednes|thurs|fri|satur|sun)day$|jan(uary|\.)?$|feb(ruary|\.)?$|march$|apr(il|\.)"
    r"|may$|june$|july$|aug(ust|\.)|sept(ember|\.)?$|oct(ober|\.)?$|nov(ember|\.)?$|dec(ember|\.)?$"
    r"|(1\d|20)\d\d(s|[-\u2013]\d+)?$|today$|yesterday$|tomorrow$|century$|centuries$"
    r"|\d0s$|weekend$|summer$|winter$|spring$|autumn$"
)


def place_types(words: Sequence[str]) -> tuple[str, ...]:
    """Return the finer types that a place name may have, by its own words.

    >>> place_types(["Evin", "Prison"])
    ('FAC',)
    >>> place_types(["Caspian", "Sea"])
    ('LOC',)
    """
    last, first = words[-1].lower(), words[0].lower()
    if len(words) == 1 and words[0] in COUNTRIES:
        return ("GPE",)
    whole = " ".join(words).lower()
    if whole in COUNTRY_PHRASES or whole.startswith(_STATE_HEADS):
        return ("GPE",)
    if len(words) > 1 and last in _FACILITY:
        return ("FAC",)
    if last in _LANDFORM and not (first in ("south", "north", "west", "east") and last in "africa"):
        return ("LOC",)
    if len(words) > 1 and first in _LANDFORM_FIRST:
        return ("LOC", "GPE")
    return PLACE if len(words) > 1 else ("GPE", "LOC")


def is_date(words: Sequence[str]) -> bool:
    """Say whether one of the words fixes a day, month, season, year, decade or century."""
    return any(_DATE_WORD.match(word) for word in words)


def strip_titles(words: Sequence[str], start: int, end: int) -> int:
    """Return the start of the name in ``[start, end)`` once leading titles are left out."""
    while start < end and words[start].lower() in TITLES:
        start += 1
    return start


def person(words: Sequence[str], start: int, end: int) -> list[Mark]:
    """Return the mark of a person without titles, or none if only titles are there."""
    begin = strip_titles(words, start, end)
    return [Mark(begin, end, ("PERSON",))] if begin < end else []


def is_nationality(word: str, nationalities: frozenset[str]) -> bool:
    """Say whether a word is a nationality and not the usual name of a language."""
    return word in GROUPS or (word in nationalities and word not in _LANGUAGES)


def _capitalised(word: str) -> bool:
    return word[:1].isupper()


_INNER = frozenset(
    """general presidential parliamentary federal legislative local military student prison train
    terrorist terror peace - led""".split()
)
_STORMS = frozenset(["Operation", "Hurricane", "Typhoon", "Cyclone"])
_OPENERS = frozenset(["The", "A", "In", "During", "After", "Since", "This", "Before"])


def named_events(words: Sequence[str]) -> list[Mark]:
    """Find events that name themselves: "1988 massacre", "Battle of X", "Orange Revolution".

    Used only in sets that do not annotate events themselves.
    """
    found: list[tuple[int, int]] = []
    for i, word in enumerate(words):
        if _YEAR.match(word):
            found.append(_after_year(words, i))
        elif word in NAME_NOUNS:
            found.append(_before_noun(words, i))
        elif word in _NAME_HEADS:
            found.append(_after_head(words, i))
    return [Mark(start, end, ("EVENT",)) for start, end in found if start < end]


def _capitals_from(words: Sequence[str], start: int) -> int:
    while start < len(words) and _capitalised(words[start]):
        start += 1
    return start


def _after_year(words: Sequence[str], i: int) -> tuple[int, int]:
    """Return "1988 massacre", "2003 invasion of Iraq", or an empty stretch."""
    j = i + 1
    while j < min(len(words), i + 6) and (_capitalised(words[j]) or words[j] in _INNER):
        j += 1
    if j >= len(words) or words[j].lower() not in YEAR_NOUNS:
        return i, i
    end = j + 1
    if (
        words[j].lower() in ("invasion", "siege", "occupation", "assassination")
        and end + 1 < len(words)
        and words[end] == "of"
        and _capitalised(words[end + 1])
    ):
        end = _capitals_from(words, end + 1)
    return i, end


def _before_noun(words: Sequence[str], i: int) -> tuple[int, int]:
    """Return "Orange Revolution", "World War II", or an empty stretch."""
    start = i
    while start and _capitalised(words[start - 1]):
        start -= 1
    if words[start] in _OPENERS:
        start += 1
    end = i + 1
    if words[i] == "War" and words[end : end + 1] and words[end] in ("I", "II", "One", "Two"):
        end += 1
    longer = end < len(words) and _capitalised(words[end])
    return (i, i) if start >= i or longer else (start, end)


def _after_head(words: Sequence[str], i: int) -> tuple[int, int]:
    """Return "Battle of the Somme", "Operation Desert Storm", or an empty stretch."""
    begin = i + 1
    if begin >= len(words):
        return i, i
    if words[begin] in ("of", "in", "on") and words[i] not in ("Operation", "Hurricane"):
        begin += 1
        if words[begin : begin + 1] and words[begin] == "the":
            begin += 1
    elif words[i] not in _STORMS:
        return i, i
    end = _capitals_from(words, begin)
    return (i, end) if end > begin else (i, i)
