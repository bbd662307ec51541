"""Sentences of our own about event nouns: what happened, to whom, by whom, and what is no event.

PropBank's text rarely marks *massacre* or *coup* as a predicate, and the sets that mark event
nouns are small. In a template ``{KILL}`` is filled with an event noun of that class, which is
the predicate; ``[A1 ...]`` marks an argument of it; ``<noun>`` is a further event noun. A template
ends in ``+`` (it happened), ``-`` (it did not) or ``?`` (open). Words in capitals in braces are
filled with invented names. Sentences in `PLAIN` use the same nouns for no event.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from training.passages import NONE, Frame, Passage, passage
from training.sentences import Names, _fill
from training.treebanks import ROLE_INDEX

_NOUNS = {
    "KILL": (
        "massacre|killing|killings|murder|murders|slaughter|execution|executions|mass execution"
        "|assassination|shooting|beheading|lynching|torture|beating|abduction|abductions"
        "|kidnapping|arrest|arrests|detention|mass arrest|deportation|deportations|expulsion"
        "|persecution|imprisonment|hanging|hangings|poisoning|enforced disappearance|rape"
        "|ill-treatment|harassment|stabbing|trial|show trial|interrogation|stoning|flogging"
        "|extermination|mass killing|mass murder|displacement|humiliation"
    ),
    "ASSAULT": (
        "crackdown on|raid on|raids on|attack on|attacks on|assault on|strike on|air strikes on"
        "|siege of|blockade of|ambush of|offensive against|invasion of|occupation of|annexation of"
        "|bombardment of|shelling of|storming of|seizure of|capture of|bombing of|purge of"
        "|destruction of|looting of|sacking of|takeover of|burning of|hijacking of|conquest of"
        "|drone strike on|rocket attack on|reprisals against|campaign against|clampdown on"
        "|police raid on|missile strike on|incursion into|liberation of|evacuation of|closure of"
    ),
    "REVOLT": (
        "uprising|coup|revolt|rebellion|mutiny|protest|protests|demonstration|demonstrations|riot"
        "|riots|strike|general strike|march|rally|insurrection|putsch|boycott|hunger strike"
        "|walkout|sit-in|revolution|insurgency|campaign of civil disobedience|coup attempt"
        "|prison riot|military coup|blockade|occupation|unrest"
    ),
    "TALKS": (
        "talks|negotiations|summit|meeting|conference|visit|ceremony|debate|hearing|inauguration"
        "|vote|referendum|election|inquest|inquiry|investigation|peace talks|trial|ceasefire"
        "|truce|prisoner exchange|parade|funeral|state visit|press conference|census|election"
        "|by-election|dialogue|mediation|parliamentary session|briefing"
    ),
    "DISASTER": (
        "earthquake|flood|floods|famine|explosion|crash|fire|outbreak|epidemic|collapse|landslide"
        "|eruption|stampede|derailment|shipwreck|plane crash|cyclone|storm|drought|wildfire|blast"
        "|power cut|accident|oil spill|avalanche|tsunami|pandemic|hurricane|gas leak|mudslide"
    ),
    "CHANGE": (
        "dismissal|appointment|overthrow|removal|ouster|release|replacement|nomination|extradition"
        "|conviction|acquittal|impeachment|selection|sentencing|exile|transfer|recall|expulsion"
    ),
    "DEED": (
        "resignation|departure|arrival|speech|victory|decision|escape|return|defection|surrender"
        "|announcement|confession|testimony|apology|statement|refusal|flight|retirement|complaint"
        "|victory speech|withdrawal|retreat|intervention|promise|threat|warning|appeal"
    ),
    "FIGHT": (
        "war|battle|clashes|fighting|civil war|conflict|border war|skirmish|firefight|hostilities"
        "|shoot-out|standoff|gunfight|confrontation|violence|combat|bloodshed|feud|armed clash"
    ),
    "PEOPLE": (
        "prisoners|civilians|students|demonstrators|villagers|journalists|dissidents|refugees"
        "|hundreds of inmates|unarmed protesters|opposition members|political prisoners|teachers"
        "|trade unionists|two reporters|many detainees|captured soldiers|monks|farmers|migrants"
        "|thousands of people|women and children|hostages|at least forty people|activists|lawyers"
    ),
    "FORCE": (
        "the army|government troops|security forces|the police|paramilitaries|rebel fighters"
        "|the militia|gunmen|the guards|soldiers|special forces|the regime|the secret police"
        "|the authorities|unknown attackers|the navy|border guards|the junta|masked men"
    ),
    "SPOT": (
        "the capital|the old city|the eastern suburbs|the village|the port|the main square"
        "|the northern provinces|the prison|a camp near the border|the town hall|the university"
    ),
    "WHEN": (
        "last year|in the summer|on Tuesday|that night|two days later|earlier this month"
        "|in the 1980s|yesterday|last week|in 1994|after midnight|three decades ago|in late March"
        "|at dawn|this spring|the following day|on the eve of the vote|in June 2011"
    ),
    "BODY": (
        "the government|the ministry|a spokesman|the report|human rights groups|officials"
        "|the opposition|the court|the embassy|witnesses|local media|the United Nations|survivors"
        "|a senior diplomat|the newspaper|investigators|the families|the commission|analysts"
    ),
    "SAID": "said|reported|claimed|insisted|wrote|told reporters|announced|added",
    "ADJ": "brutal|bloody|violent|deadly|sudden|failed|secret|new|recent|bitter|so-called|alleged",
}  # fmt: skip

EVENTS = """
The {KILL} of [A1 {PEOPLE}] by [A0 {FORCE}] shocked the country .+
The {KILL} of [A1 {PEOPLE}] in [LOC {GPE}] went on for weeks .+
{BODY} condemned the {KILL} of [A1 {PERSON}] [TMP {WHEN}] .+
[A0 {FORCE}] carried out the {KILL} of [A1 {PEOPLE}] [TMP {WHEN}] , {BODY} {SAID} .+
{PERSON} , who survived the {KILL} , now lives in {GPE} .+
[A0 {PERSON}] ordered the {KILL} of [A1 {PEOPLE}] .+
Nobody has been charged over the {KILL} .+
{BODY} demanded justice for the {KILL} of [A1 {PEOPLE}] .+
The {ADJ} {KILL} began [TMP {WHEN}] in [LOC {SPOT}] .+
Relatives of those who died in the {KILL} gathered in {GPE} on {DATE} .+
There was no {KILL} in [LOC {GPE}] , {BODY} {SAID} .-
{BODY} denied that any {KILL} had taken place in [LOC {SPOT}] .-
The {KILL} of [A1 {PEOPLE}] never took place , {PERSON} {SAID} .-
{PERSON} warned of a new {KILL} of [A1 {PEOPLE}] .?
[A1 {PERSON}] 's {KILL} led to <protests> across {GPE} .+
[A1 {PERSON}] 's {KILL} in [LOC {GPE}] was reported by {ORG} .+
An inquiry into the {KILL} of [A1 {PEOPLE}] was opened [TMP {WHEN}] .+
It was the worst {KILL} in the country 's history , {PERSON} {SAID} .+
Witnesses of the {KILL} at [LOC {FAC}] spoke to {ORG} .+
More than 200 people died in the {KILL} and the <fighting> that followed .+
{PERSON} has always denied a part in the {KILL} of [A1 {PEOPLE}] .+
They accuse [A0 {FORCE}] of the {KILL} of [A1 {PEOPLE}] in [LOC {GPE}] .+
{BODY} called it a {KILL} .+
A film about the {KILL} was shown in {GPE} .+
{NORP} lawmakers called the {KILL} a crime against humanity .+
The {ASSAULT} [A1 {GPE}] by [A0 {FORCE}] cost many lives .+
The {ASSAULT} [A1 {SPOT}] began [TMP {WHEN}] .+
[A0 {FORCE}] launched a {ASSAULT} [A1 {SPOT}] , {BODY} {SAID} .+
[A0 {FORCE}] stepped up the {ASSAULT} [A1 {PEOPLE}] [TMP {WHEN}] .+
During the {ASSAULT} [A1 {GPE}] , {PERSON} commanded the navy .+
{BODY} {SAID} the {ADJ} {ASSAULT} [A1 {ORG}] had failed .+
At least 12 people were hurt in a {ASSAULT} [A1 {FAC}] on [TMP {DATE}] .+
[A0 {GPE}] 's {ASSAULT} [A1 {GPE}] was condemned abroad .+
[A0 {ORG}] claimed responsibility for the {ASSAULT} [A1 {SPOT}] .+
{BODY} ruled out a {ASSAULT} [A1 {GPE}] .-
The {ASSAULT} [A1 {SPOT}] was called off .-
{PERSON} fears a {ASSAULT} [A1 {SPOT}] by [A0 {FORCE}] .?
[A0 {FORCE}] may be planning a {ASSAULT} [A1 {GPE}] .?
Hundreds fled [TMP {WHEN}] after the {ASSAULT} [A1 {SPOT}] and the <shelling> of the hospital .+
{PERSON} took part in the {ASSAULT} [A1 {FAC}] .+
The {ASSAULT} [A1 {PEOPLE}] has drawn sharp criticism from {ORG} .+
{NORP} {ASSAULT} [A1 {GPE}] : what we know .+
The {REVOLT} in [LOC {GPE}] spread to three other cities .+
A {REVOLT} by [A0 {PEOPLE}] broke out [TMP {WHEN}] .+
The {REVOLT} of [A0 {PEOPLE}] was put down by {FORCE} .+
{PERSON} came to power in a {REVOLT} [TMP {WHEN}] .+
{ORG} led the {REVOLT} against [A1 {PERSON}] .+
After the {REVOLT} , {PERSON} was sent into <exile> .+
The {ADJ} {REVOLT} ended [TMP {WHEN}] with the <arrest> of its leaders .+
{PERSON} backed the {REVOLT} from {GPE} , {BODY} {SAID} .+
{BODY} {SAID} that the {REVOLT} had been planned abroad .+
Fearing a {REVOLT} , {PERSON} dismissed the head of the army .?
There is no {REVOLT} in [LOC {GPE}] , {PERSON} told {ORG} .-
{ORG} called for a {REVOLT} on [TMP {DATE}] .?
Had the {REVOLT} succeeded , {PERSON} would now be president .+
The {REVOLT} was bloodless .+
[A0 {PEOPLE}] staged a {REVOLT} in [LOC {SPOT}] [TMP {WHEN}] .+
Days of {REVOLT} forced {PERSON} from office .+
Dozens were hurt when {FORCE} broke up the {REVOLT} .+
{GPE} has seen two such {REVOLT} since {DATE} .+
The {TALKS} in [LOC {GPE}] ended without agreement .+
[A0 {GPE}] and {GPE} held {TALKS} in [LOC {GPE}] [TMP {WHEN}] .+
{PERSON} left the {TALKS} early .+
The {TALKS} will be held in [LOC {GPE}] on [TMP {DATE}] .?
{PERSON} arrived in {GPE} for {TALKS} with {ORG} .+
The {TALKS} was postponed , {BODY} {SAID} .-
{BODY} {SAID} that the {TALKS} between [A0 {ORG}] and {ORG} had begun .+
On the margins of the {TALKS} , {PERSON} met {PERSON} .+
{PERSON} called for a {TALKS} on the <deaths> .?
No {TALKS} took place [TMP {WHEN}] .-
The {DISASTER} in [LOC {GPE}] killed more than 300 people .+
A {DISASTER} hit [LOC {SPOT}] [TMP {WHEN}] .+
Rescue teams reached the scene of the {DISASTER} in [LOC {GPE}] .+
{BODY} blamed the {DISASTER} on poor planning .+
The {DISASTER} left thousands homeless , {BODY} {SAID} .+
{GPE} sent aid after the {DISASTER} .+
The cause of the {DISASTER} is not known .+
The {DISASTER} and the <war> that followed emptied whole villages .+
Experts warn that another {DISASTER} could strike [LOC {GPE}] .?
The {CHANGE} of [A1 {PERSON}] surprised {ORG} .+
[A1 {PERSON}] 's {CHANGE} was announced [TMP {WHEN}] .+
{BODY} welcomed the {CHANGE} of [A1 {PERSON}] by [A0 {FORCE}] .+
{ORG} called for the {CHANGE} of [A1 {PERSON}] .?
The {CHANGE} of [A1 {PEOPLE}] followed [TMP {WHEN}] .+
[A0 {PERSON}] 's {DEED} [TMP {WHEN}] took everybody by surprise .+
The {DEED} of [A0 {PERSON}] was shown on television .+
After [A0 {PERSON}] 's {DEED} , {ORG} split into two camps .+
{BODY} commented on the {DEED} of [A0 {ORG}] .+
The {FIGHT} between [A0 {FORCE}] and {ORG} lasted four months .+
Heavy {FIGHT} broke out near [LOC {GPE}] [TMP {WHEN}] .+
{PERSON} was wounded in the {FIGHT} at [LOC {GPE}] .+
The {FIGHT} in [LOC {GPE}] has displaced {PEOPLE} .+
The {ADJ} {FIGHT} ended with a <truce> .+
Neither side wants {FIGHT} , {PERSON} {SAID} .?
{PERSON} won fame during the {FIGHT} with [A1 {GPE}] .+
From the <uprising> to the {KILL} , a book by {PERSON} tells it all .+
The <coup> , the <crackdown> and the {FIGHT} all happened within a year .+
The <siege> was lifted [TMP {WHEN}] , and the {KILL} of [A1 {PEOPLE}] stopped .+
{PERSON} was jailed for his role in the {REVOLT} .+
{PERSON} compared the {KILL} to a <genocide> .+
A year after the <massacre> , the {REVOLT} is still remembered in {GPE} .+
The number of {KILL} has doubled since {DATE} .+
{KILL} of [A1 {PEOPLE}] {WHEN} .+
{REVOLT} in [LOC {GPE}] : dozens hurt .+
The {KILL} was followed by the {+deportation} of survivors and the {+confiscation} of their land .+
""".strip().splitlines()

PLAIN = """
{PERSON} signed with {NAME} Records in {DATE} .
The band 's second album , {NAME} , was recorded in {GPE} .
{NAME} Records released a compilation in {DATE} .
{PERSON} plays the board game {NAME} with her sons .
{NAME} Games is based in {GPE} .
{PERSON} bought a ticket for the film {NAME} .
She works as a designer at {NAME} Studios .
The pub is called the {NAME} Inn .
{PERSON} writes for {NAME} magazine .
A siege mentality has taken hold at {ORG} .
The siege engine in the museum weighs two tonnes .
{PERSON} carried an assault rifle and a battle axe .
Riot police stood in front of {FAC} .
The officers wore riot gear and crash helmets .
{PERSON} took a crash course in {NORP} .
He is a war veteran and sits on the war graves board .
The war museum opens at ten .
{PERSON} sang an old protest song .
The strike price of the option is 40 .
He threw a ball just outside the strike zone .
The murder weapon was a kitchen knife .
She reads murder mysteries on the train .
The execution time of the program is three seconds .
Download the trial version from {URL} .
The trial period lasts thirty days .
The election law has eighty pages .
An election poster hung on the wall of {FAC} .
From the summit of {LOC} you can see the sea .
The conference room is on the second floor .
{PERSON} joined the debate team at school .
The fire station is next to {FAC} .
The fire door must stay shut .
We saw a shooting star over {LOC} .
The shooting range is open to members only .
His resignation letter was two lines long .
The death certificate was signed by {TITLE} {PERSON} .
{GPE} keeps the death penalty .
The arrest warrant bears the name of {PERSON} .
The ambush predator waits under the sand .
Her occupation is given as carpenter .
Please state your name and occupation .
The purge valve is on the left side .
A RAID array needs at least two disks .
The slaughterhouse employs forty people .
Flood insurance is dear near the {LOC} .
The flood plain of the {LOC} is farmed .
The house stands on an earthquake fault .
Cyclone fences surround {FAC} .
{PERSON} is a storm chaser .
The explosion-proof lamp costs 90 euros .
The blast furnace was built in {DATE} .
The meeting room holds twelve people .
His speech is clear and slow .
The talks page of the site lists all speakers .
She wore a march hare costume .
{PERSON} played the wedding march on the organ .
The battle tank is forty years old .
The combat boots were too small .
The conflict-free diamond label is new .
The coup de grâce of the menu is the dessert .
The Uprising is a weekly newspaper in {GPE} .
Rebellion is the name of a brewery in {GPE} .
The attack helicopter is made by {ORG} .
The attack dog belongs to {PERSON} .
The hearing aid was broken .
Her hearing is poor .
Exile Street runs past {FAC} .
The release notes are on {URL} .
The crash barrier is made of steel .
The visit counter shows 400 .
The ceremony hall seats two hundred guests .
The killing jar of the beetle collector stood on the shelf .
The strike team consists of nine officers .
The raid leader is a paladin of level sixty .
The census form has twelve questions .
The ballot paper and the polling card were blue .
{PERSON} is a professor of conflict studies at {ORG} .
The Revolution 's keyboard player comes from {GPE} .
{PERSON} heads the war crimes unit of {ORG} .
{ORG} is a human rights group in {GPE} .
{PERSON} , {ROLE} of {GPE} , has three children .
The village lies in a valley north of {GPE} .
The minister owns a house , a boat and two cars .
The company makes tyres , pumps and engines in {GPE} .
{PERSON} and {PERSON} are members of the {ORGA} .
The population of {GPE} is about two million .
The road from {GPE} to {GPE} is long and narrow .
""".strip().splitlines()

_NAMES = (
    "Coup Siege Massacre Riot Rebellion Uprising Crackdown Revolution Mutiny Ambush Blackout Raid"
    " Invasion Insurrection Revolt Genocide Pogrom Purge Battle Strike Blitz Conquest Explosion"
).split()
_ROLES = {"A0": "ARG0", "A1": "ARG1", "LOC": "ARGM-LOC", "TMP": "ARGM-TMP"}
_PART = re.compile(r"\{\+(\w+)\}|\{(\w+)\}|\[(\w+) |(\])|<([^>]+)>|([^\s{}\[\]<>]+)")
_FACTS = {"+": (0.9, 0.02, 0.08), "-": (0.03, 0.87, 0.1), "?": (0.05, 0.1, 0.85)}


def _singular(noun: str) -> bool:
    head = noun.split(" ")[0 if " " not in noun else -1]
    return not head.endswith("s") and head not in ("unrest", "violence", "fighting", "torture")


def happenings(count: int, seed: int) -> Iterator[Passage]:
    """Yield sentences of our own, the same ones for the same seed."""
    names = Names(seed)
    for number in range(count):
        if number % 3 == 2:
            yield _plain(names, PLAIN[number // 3 % len(PLAIN)])
        else:
            yield _event(names, EVENTS[(number // 3 * 2 + number % 3) % len(EVENTS)])


def _plain(names: Names, template: str) -> Passage:
    words: list[str] = []
    for _, slot, _, _, _, word in _PART.findall(template):
        if slot == "NAME":
            words.append(names.random.choice(_NAMES))
        elif slot:
            words += _words(names, slot)
        else:
            words.append(word)
    return passage("events", words, {"events": [0] * len(words), "starts": _starts(words)})


def _starts(words: list[str]) -> list[int]:
    return [1] + [0] * (len(words) - 1)


def _words(names: Names, slot: str) -> list[str]:
    if slot in _NOUNS:
        return names.random.choice(_NOUNS[slot].split("|")).split(" ")
    return [w for text, _ in _fill(names, slot) for w in _split(text)]


def _split(text: str) -> list[str]:
    return re.findall(r"\w+(?:[-.'\u2019]\w+)*\.?|[^\w\s]", text)


def _event(names: Names, template: str) -> Passage:
    template, fact = template[:-1], template[-1]
    words: list[str] = []
    events: list[int] = []
    roles: list[int] = []
    predicate = -1
    role = ""
    inside = False
    for plus, slot, opened, closed, noun, word in _PART.findall(template):
        if opened:
            role, inside = _ROLES[opened], False
            continue
        if closed:
            role = ""
            continue
        main = slot in ("KILL", "ASSAULT", "REVOLT", "TALKS", "DISASTER", "CHANGE", "DEED", "FIGHT")
        new = (plus or noun or word).split(" ") if not slot else _words(names, slot)
        marked = [0] * len(new)
        if main:
            place = len(new) - 1 - (slot == "ASSAULT")
            if new[0] == "campaign" and len(new) > 2:
                place = 0
            # An article stands before: it must fit what follows it.
            if words and words[-1] == "a" and not _singular(" ".join(new[: place + 1])):
                words[-1] = "the"
            elif words and words[-1] == "a" and new[0][0] in "aeiou":
                words[-1] = "an"
            predicate = len(words) + place
            marked[place] = 1
        elif plus or noun:
            marked[-1] = 1
        elif slot == "ADJ" and words and words[-1] == "a" and new[0][0] in "aeiou":
            words[-1] = "an"
        for w, m in zip(new, marked, strict=True):
            words.append(w)
            events.append(m)
            if role:
                roles.append(ROLE_INDEX[f"{'I' if inside else 'B'}-{role}"])
                inside = True
            else:
                roles.append(0)
    words[0] = words[0][:1].upper() + words[0][1:]
    facts = [(0.0, 0.0, 0.0)] * len(words)
    facts[predicate] = _FACTS[fact]
    # Nouns among the fillers that may be events (trials, speeches) are left open.
    for i, w in enumerate(words):
        if events[i] == 0 and w in ("killed", "inquiry", "deaths", "vote", "role", "part", "crime"):
            events[i] = NONE
    columns = {"events": events, "facts": facts, "starts": _starts(words)}
    return passage("events", words, columns, [Frame(predicate, 0, tuple(roles))])
