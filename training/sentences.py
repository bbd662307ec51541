"""Sentences of our own: templates filled with invented names of many origins.

The open sets hold few named events, few non-Western names in the news register, and almost no
names followed by their initials in brackets. These sentences make up for it. People, groups and
most places are invented; months, nationalities and some countries are real words. A template
names its slots in braces; what fills a slot is marked with the slot's type, so the labels are
right by construction.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator

from training.labels import Mark, Sentence

_GIVEN_FAMILY = {
    "persian": (
        "Behrouz Mostafa Kianoush Parviz Shirin Golnar Farhad Mahin Ardeshir Nasrin Hossein Maryam"
        " Ebrahim Azadeh Kamran Mir-Hossein Abdolreza Gholam-Ali Seyed~Javad Laleh Houshang Simin",
        "Tavakoli Rostami Karimpour Daneshvar Ahmadzadeh Kermani Bakhtiari Esfandi Mohseni-Far"
        " Shirazi Golzari Pourahmad Nikbakht Zandieh Farrokhzad Alizadeh Moradkhani Ghaffari",
    ),
    "arabic": (
        "Khalid Samira Abdul-Rahman Yusuf Layla Mahmoud Abu~Tariq Fatima Hassan Omar Nabil Rania"
        " Abdelkader Ziad Mustafa Salwa Ibrahim Hanan Saad Faisal Umm~Salim Muhannad",
        "al-Jabari al-Hashimi Haddad bin~Rashid al-Tamimi El-Sayed Mansour Khoury Ben~Youssef"
        " al-Saadi Darwish Barghouthi Abdel~Nour al-Qahtani Bouazza Zeidan al-Masri Hariq",
    ),
    "slavic": (
        "Dragomir Oksana Vladislav Ivana Milorad Tetiana Zbigniew Svetlana Bohdan Katarzyna"
        " Nikolai Radovan Ludmila Stanislav Yevhen Jelena Grzegorz Anatoly Vesna Petro",
        "Kovalchuk Petrović Wiśniewska Hrynko Babić Sokolov Nedelchev Tymoshyk Dvořák Karadzov"
        " Yurchenko Lisowski Mihaylov Stojanovski Zelenko Vuković Tarasenko Hudák Orlovsky",
    ),
    "african": (
        "Chukwuma Adaeze Oluwaseun Kwame Abena Tendai Wanjiku Haile Thandiwe Mamadou Aminata"
        " Sipho Nkechi Yohannes Bongani Awa Jomo Selamawit Ousmane Ngozi Tariro",
        "Okonjo-Adeyemi Nwachukwu Mensah-Boateng Moyo Kamau Tesfaye Dlamini Diallo Ouédraogo"
        " Mukasa Abiodun Nkurunziza Traoré Chikwanda Gebremariam N'Diaye Otieno Mbeya",
    ),
    "turkic": (
        "Mehmet Aylin Serkan Elif Nursultan Gulnara Emre Zeynep Rustam Dilbar Orhan Ayşe Timur"
        " Aigul Cengiz Farida",
        "Yıldırım Karahan Özdemir Demirtaş Abdrakhmanov Tashpulatov Kılıç Saparov Akbulut"
        " Berdimurat Nazarov Erdoğdu Mamedov Gasanli",
    ),
    "east_asian": (
        "Wei Ji-hoon Haruka Nguyen~Van Xiaoming Min-seo Takeshi Thi~Lan Guo Eun-ji Kenji Zhenyu"
        " Quoc Yoko Sang-woo Mei-ling",
        "Zhao Park Nakagawa Thanh Lu Hwang Fujimoto Tran Ouyang Choi Ishiguro Dang Xu Yamasaki"
        " Baek Phuong",
    ),
    "south_asian": (
        "Arundhati Rajesh Mohammad~Asif Lakshmi Imran Sunita Prabhakar Nusrat Gurpreet Thilini"
        " Anwar Meenakshi Zahid Rohini Dilip Shabana Sanjeewa Farzana",
        "Chatterjee Khan~Wazir Ramanathan Siddiqui Jayawardene Bhattarai Gill Qureshi Deshmukh"
        " Perera Yadav Hussain Baloch Iyengar Chowdhury Thapa Rajapakse",
    ),
    "south_east_asian": (
        "Bambang Siti Aung Maria~Luz Somchai Dewi Zaw Rodrigo Anwaruddin Phyu Benigno Nurul"
        " Kyaw~Min",
        "Wibowo Rahmawati Htun Dimaculangan Srisai Hidayat Oo Magsaysay-Cruz Thongchai Suparman"
        " Tan Lwin Abdullah",
    ),
    "iberian": (
        "José~Luis Carmen Evaristo Ximena João Rigoberta Hernán Inês Óscar Beatriz Aníbal"
        " Yolanda Marcelo Dolores",
        "Quiroga Mamani~Flores da~Silva Villanueva Peralta-Ruiz de~la~Torre Ferreira Ixcoy"
        " Echeverría Zambrano Mendes Huanca Ortega~Lima Salvatierra",
    ),
    "western": (
        "Margaret Douglas Ingrid Pierre Helen Sean Matteo Claire Walter Astrid Jean-Paul Nora"
        " Giles Ruth Henrik Bridget Thomas~J. R.~W. Anneliese Colm",
        "Whitcombe O'Rourke Lindqvist Delacroix MacAllister Bianchi Thornbury van~der~Meer Keane"
        " D'Amico Hargreaves Schönfeld St.~Clair Fitzgerald-Moss Pemberton O'Dwyer Vogel Ashdown",
    ),
    "caucasian_hebrew": (
        "Giorgi Nino Tigran Anahit Zurab Levon Shoshana Avi Moshe Tamar Yael Hakob Eitan Ketevan",
        "Japaridze Hakobyan Lomidze Ben-Ari Shalev Sargsyan Kvirikashvili Peretz Mkrtchyan"
        " Gelashvili Bar-Lev Avakian Rosenblum Tsereteli",
    ),
}
_PLACE_HEADS = (
    "Kar Bel Shah Tor Mah Zar Oru Nam Lub Kha Vos Mir Dar Tel Sab Gor Qal Wad Ash Bur Man Ter Sul"
    " Kol Ram Lin Jaz Pet Nov Bal Har Os Chi Yen Dju Mba Tik Var Sev Ul"
).split()
_PLACE_MIDDLES = "a e i o u ar en il an o ur im es ad er av or am".split()
_PLACE_TAILS = (
    "abad stan grad ville burg pur istan dar ran gan ton ovo ia esh mar bad shahr tepe kala nia"
    " vka mbe kow rra noye sha lin dor que zar nik sk land polis"
).split()
_REAL_GPE = (
    "Iran|Iraq|Syria|Nigeria|Peru|Myanmar|Ukraine|Bolivia|Lebanon|Uganda|Turkey|Pakistan|France"
    "|India|Algeria|Yemen|Chile|Serbia|Ethiopia|the~Netherlands|Somalia|Libya|Colombia|Vietnam"
    "|Tehran|Aleppo|Lagos|Cairo|Kyiv|Manila|Bogotá|Nairobi|Damascus|Ankara|Kandahar|Mosul|Gaza"
    "|Dhaka|London|Geneva|The~Hague|New~York|Washington|U.S.|United~States|South~Sudan"
    "|Sri~Lanka|El~Salvador|Burkina~Faso|North~Korea|Saudi~Arabia|Bahrain|Tashkent|Minsk"
).split("|")
_NATIONALITIES = (
    "Iranian Iraqi Syrian Nigerian Peruvian Burmese Ukrainian Bolivian Lebanese Ugandan Turkish"
    " Kurdish Pakistani French Algerian Yemeni Chilean Serbian Ethiopian Dutch Somali Libyan"
    " Colombian Vietnamese Chechen Israeli Palestinian Russian Chinese American British German"
    " Polish Indonesian Mexican Tamil Kenyan Sudanese Egyptian Afghan Cuban Korean Bosnian"
    " European African Western Arab Soviet Jewish Christian Muslim Sunni Shiite Buddhist Tutsi"
    " Catholic Hindu Sunni Shia Nazi Pashtun Uyghur"
).split()
_PEOPLES = (
    "Kurds Iranians Russians Hutus Tamils Americans Palestinians Syrians Muslims Christians Jews"
    " Armenians Turks Uyghurs Rohingya Yazidis Republicans Democrats Sunnis Shiites Marxists"
    " Islamists Europeans Afghans Serbs Maoists Alawites Berbers Hazaras"
).split()
_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_QUALITIES = (
    "People's National Popular Islamic Democratic United Revolutionary Workers' Free Patriotic"
    " Liberal Socialist Progressive Federal Independent Christian Green Labour Republican Royal"
    " Central Supreme International African Students' Women's Farmers'"
).split()
_BODIES = (
    "Front Party Congress Movement Union Alliance Council Army Organization League Brigade Guard"
    " Committee Commission Federation Association Coalition Bloc Assembly Society Bank Institute"
    " Corps Foundation Court Network"
).split()
_AIMS = (
    "Liberation|Human~Rights|National~Unity|Justice|Reform|Peace|Reconciliation|Defence|Change"
    "|Salvation|Democracy|Self-Determination|Resistance|Development|Renewal|Press~Freedom"
).split("|")
_OFFICES = (
    "Ministry of Justice|Interior Ministry|Foreign Ministry|Supreme Court|Constitutional Court"
    "|Central Bank|Parliament|Senate|National Assembly|State Prosecutor's Office|Red Crescent"
    "|United Nations|European Union|African Union|Security Council|World Bank|Amnesty"
    "|Human Rights Watch|Reuters|Justice Ministry|Guardian Council|Revolutionary Court"
    "|Electoral Commission|Associated Press|International Criminal Court|General Assembly"
    "|Ministry of Health|Red Cross|Defence Ministry|State Department|Congress|Interpol|NATO"
).split("|")
_COMPANY_TAILS = (
    "Holdings|Group|Bank|Energy|Telecom|Airways|Oil Company|Shipping|Motors|Industries|Daily"
    "|Times|Herald|Radio|News Agency|TV|University|Gazette|Steel|Mining Ltd.|FC"
).split("|")
_FACILITIES = (
    "Prison|Airport|Hospital|Stadium|Bridge|Square|Barracks|Palace|Cemetery|Mosque|Street|Dam"
    "|Detention Centre|Power Plant|Refugee Camp|Railway Station|Cathedral|Hotel|Avenue|Stadium"
    "|Military Base|Border Crossing|Museum|Market"
).split("|")
_LANDS = "River|Valley|Mountains|Sea|Desert|Gulf|Peninsula|Lake|Plateau|Islands|Strait".split("|")
_KILLINGS = (
    "massacre|killings|executions|crackdown|bombing|bombings|attack|attacks|shooting|genocide"
    "|purge|pogrom|disaster|explosion|hostage crisis|kidnappings|assassination|raid|fire"
).split("|")
_UPHEAVALS = (
    "uprising|revolution|coup|coup attempt|protests|riots|revolt|rebellion|mutiny|general strike"
    "|insurrection|unrest|demonstrations|student protests|prison riot|hunger strike|coup d'état"
).split("|")
_POLITICS = (
    "election|elections|presidential election|parliamentary elections|general election|referendum"
    "|summit|peace talks|ceasefire|constitutional referendum|census|local elections|peace accord"
    "|primaries|party congress|legislative election|snap election|by-election|peace conference"
).split("|")
_WARS = "invasion|war|siege|offensive|occupation|border war|blockade|air strikes|famine".split("|")
_NATURE = "earthquake|tsunami|floods|drought|cyclone|landslide|epidemic|cholera outbreak".split("|")
_NAMED_TAILS = (
    "Revolution|Uprising|War|Massacre|Rebellion|Crisis|Offensive|Spring|Movement|Campaign"
    "|Incident|Intifada|Mutiny|Genocide|Famine|Riots|Coup|Civil War|Accords|Protests|Revolt"
    "|Affair|Earthquake|Bombings|Killings|Trials|Insurgency|Disaster"
).split("|")
_OF_PLACES = (
    "Massacre|Armistice|Congress|Partition|Fall|Sack|Annexation|Defence|Conquest|Occupation|Battle"
    "|Siege|Liberation|Destruction|Bombing|Capture|Storming"
).split("|")
_CRISES = "financial|debt|constitutional|refugee|banking|currency|hostage|food|border".split("|")
_COLOURS = "Green Orange Velvet Saffron Jasmine Rose Black White Red Umbrella Cedar Bread".split()
_CODE = (
    "Desert|Iron|Eternal|Silent|Northern|Restore|Rising|Scorched|Golden|Enduring|Unified|Thunder"
).split("|")
_CODE_TAILS = "Shield|Storm|Light|Dawn|Hope|Fist|Resolve|Lion|Arrow|Scythe|Spring|Anvil".split("|")
_GATHERINGS = (
    "Summit|Conference|Festival|World Cup|Olympics|Games|Congress|Peace Conference|Film Festival"
    "|Championship|Forum|Expo|Book Fair|Grand Prix|Open"
).split("|")
_TITLES = (
    "President|Prime Minister|Justice Minister|General|Gen.|Dr.|Judge|Ayatollah|Sheikh|Colonel"
    "|Senator|Mr.|Mrs.|Ms.|Foreign Minister|Governor|Mayor|Ambassador|Professor|Lt. Col."
    "|Brigadier General|Archbishop|Attorney General|Chancellor|King|former President|Imam"
    "|then-Prime Minister|Deputy Minister|Vice President|Chief Justice|Commander|Spokesman"
    "|opposition leader|human rights lawyer|Interior Minister|Pope|Secretary-General|Hojatoleslam"
    "|Dr|Mr|Mrs|Ms|Justice|Lord|Lady|Madam|Sir|Sheikh|Prof|Captain|Prince|Rabbi|Aunt|Comrade"
    "|Chief Minister|Police Commissioner|Speaker"
).split("|")
_ROLES = (
    "judiciary chief|prime minister|army chief|foreign minister|human rights lawyer|prosecutor"
    "|president|opposition leader|interior minister|prison governor|wrestler|spokeswoman|judge"
    "|former political prisoner|poet|trade unionist|head of the central bank|journalist"
).split("|")

TEMPLATES = """
{TITLE} {PERSON} told {ORG} that the {KILLING} had never taken place.
{GPE}'s {ROLE}, {PERSON}, denied any part in the {KILLING}.
The {EVENT} cost the lives of thousands of prisoners in {GPE}.
Survivors of the {EVENT} gathered outside {FAC} on {DATE}.
{DATE} marks the anniversary of the {EVENT}.
The {ORGA} called for an inquiry into the {EVENT}.
{PERSON} was a member of the {ORGA} before the {EVENT}.
After the {EVENT}, {PERSON} fled to {GPE} with his family.
During the {EVENT}, {TITLE} {PERSON} commanded the troops near {GPE}.
{NORP} officials refused to comment on the {EVENT}.
According to {ORG}, the {EVENT} began in {DATE} and spread to {GPE}.
The {EVENT} and the {EVENT} changed politics in {GPE} for good.
Human rights groups say that {ORG} hid evidence of the {EVENT}.
{PERSON} and {PERSON} were both arrested in {DATE}.
{PERSON}, a {NORP} journalist, was detained at {FAC} in {DATE}.
"We did not know," {PERSON} said of the {EVENT}.
"No one has been held to account for the {EVENT}," said {PERSON}, the {ROLE}.
In {DATE}, {ORG} published a report on the {EVENT}.
{TITLE} {PERSON} won the {ELECTION} with a narrow majority.
{PERSON}, who lost the {ELECTION}, accused the {ORGA} of fraud.
The {ELECTION} was boycotted by the {ORGA}.
{PERSON} stood for the {ORG} in the {ELECTION}.
The party won 34 seats in the {ELECTION} and 41 in the {ELECTION}.
The result of the {ELECTION} was disputed by {NORP} opposition groups.
{PERSON}'s victory in the {ELECTION} was welcomed in {GPE}.
{PERSON} was appointed {ROLE} of {GPE} in {DATE}.
{GPE} and {GPE} signed an agreement at the {EVENT}.
Delegates from {GPE}, {GPE} and {GPE} attended the {EVENT} in {GPE}.
Thousands of {PEOPLES} fled across the {LOC} during the {EVENT}.
The {LOC} separates {GPE} from {GPE}.
Troops crossed the {LOC} at dawn on {DATE}, {ORG} reported.
Villages along the {LOC} were destroyed in the {EVENT}.
{FAC} in {GPE} was closed after the {KILLING}.
Inmates of {FAC} went on hunger strike in {DATE}.
The explosion damaged {FAC} and killed two {NORP} soldiers.
{ORG} said in a statement that {PERSON} had died at {FAC}.
The {ORGA} said that its leader, {PERSON}, would return from {GPE}.
{PERSON} of the {ORGA} rejected the claim.
Members of the {ORGA} were tried before the {ORG} in {DATE}.
The {ORGA}, the {ORGA} and the {ORG} formed a coalition in {DATE}.
{NORP} and {NORP} diplomats met {PERSON} in {GPE}.
{PEOPLES} and {PEOPLES} have lived in {GPE} for centuries.
Many {PEOPLES} blamed {TITLE} {PERSON} for the {EVENT}.
{ORG} shares fell after {PERSON} resigned as chairman on {DATE}.
{PERSON}, 47, and his brother {PERSON}, 39, were released from {FAC}.
Lawyers for {PERSON} asked the {ORG} to hear the case.
{PERSON} studied law in {GPE} and joined the {ORG} in {DATE}.
Among the dead were {PERSON}, {PERSON} and {PERSON}.
{EVENT}: what happened and who gave the orders
{GPE}: {ORG} demands answers over {EVENT}
{PERSON} denies role in {EVENT}
{GPE} marks anniversary of {EVENT}
{ORG} urges {GPE} to free {PERSON}
{TITLE} {PERSON} on {EVENT}: "We were not there"
{NORP} court sentences {PERSON} to death
{ORGA} claims {KILLING} in {GPE}
- {PERSON}, {ROLE}
- {ORGA}, founded in {DATE}
The veteran fought in the {WAR} and later wrote about the {WAR}.
The {WAR} ended in {DATE} when {GPE} withdrew its forces from {LOC}.
{GPE} was occupied during the {WAR}.
{TITLE} {PERSON} was killed in the {WAR}.
Between the {WAR} and the {EVENT}, {GPE} had six governments.
Since the {EVENT} the {ORGA} has been banned in {GPE}.
The commission heard 214 witnesses of the {EVENT}.
A monument to the victims of the {EVENT} stands in {FAC}.
The government of {GPE} has never acknowledged the {EVENT}.
No minister resigned over the {EVENT}, and the {ORG} dropped the case.
What do the {NORP} people know about the {EVENT}?
The {EVENT} was the worst since the {EVENT}.
She took part in the {EVENT} and was jailed in {DATE}.
He had served in {ORG} since {DATE} and knew {PERSON} well.
The massacre was ordered by {PERSON}, witnesses said.
The uprising was crushed within days, {PERSON} wrote.
The election was postponed twice, the {ORG} said.
The war had begun as a dispute over grazing land.
Hundreds were killed in the bombing of a market, {PERSON} said.
The attack came two days before the talks in {GPE}.
The protests spread from {GPE} to {GPE} by {DATE}.
Prisoners were moved from {GPE} to {FAC} in {DATE}.
{PERSON} ({ROLE}) and {PERSON} (deputy) signed the order.
{ORG} correspondent {PERSON} reported from {GPE} on {DATE}.
{PERSON}, writing in the {ORG}, called the {EVENT} a crime against humanity.
The {ORG} and {ORG} condemned the {EVENT}.
{ORG} has documented 1,200 deaths in the {EVENT}.
{ORG} president {PERSON} visited {GPE} last week.
{NORP} {ROLE} {PERSON} arrived in {GPE} on {DATE}.
{GPE}'s {ORG} met in {DATE} to discuss the {EVENT}.
{PERSON} recalled how, in {DATE}, soldiers came to the village of {GPE}.
{PERSON}'s book, {WORK}, describes the {EVENT}.
The film {WORK} tells the story of {PERSON} and the {EVENT}.
{PERSON} published {WORK} in {DATE}.
In {WORK}, {PERSON} describes life in {GPE} under {PERSON}.
The novel {WORK} was banned in {GPE} in {DATE}.
{PERSON} won the {ELECTION} by a narrow margin and promised a new road to the north.
{PERSON}, whose {VOTE} was seen as a turning point, fell silent.
His {VOTE} was followed by the {EVENT}.
Before her {VOTE}, {PERSON} had led the {ORGA}.
{NORP} governments welcomed the {VOTE} but ignored the {EVENT}.
The {VOTE}, the {EVENT} and the {EVENT} are all remembered in {GPE}.
After the {VOTE} the {NORP} press turned against {PERSON}.
{NORP} policymakers looked away after the {EVENT}.
{PERSON} told {RADIO} that the {VOTE} was rigged.
{RADIO} reported from {GPE} that {PERSON} had been freed.
{PERSON}'s second term as {ROLE} began in {DATE}.
The remark was aimed at {PERSON} as well as his supporters.
The letter was handed to {PERSON} by an aide of {PERSON}.
Enthusiasm for {PERSON}'s reforms faded in {GPE}.
During the transition to {PERSON}'s second government in {DATE}, {PERSON} was removed.
Critics of {PERSON} point to his silence on the {EVENT}.
{PERSON} in {GPE} and {PERSON} in {GPE} denied it.
{GPE}: {AGO} years after {EVENT}, {ORG} must act
{GPE}: It is time for {ORG} to speak
{AGO} years after the {EVENT}, {GPE} is silent
Why {PERSON} fears the {ORGA}
{PERSON}: "{GPE} will not forget"
More on this story at {URL}, or write to {MAIL}.
See {URL} for the full report by {ORG}.
The file {FILE} was sent to {PERSON} on {DATE}.
{NORP} and {NORP} leaders met in the {NORP} heartland of {GPE}.
{NORP} militias attacked {NORP} villages near {GPE}.
Protests against {PERSON} broke out in {GPE}, {GPE} and {GPE}.
Talks between {PERSON} and {PERSON} failed, a {NORP} diplomat said.
He was taken from {FAC} to {FAC}, then to {GPE}.
{PERSON} grew up in {GPE}, the third child of {PERSON}.
What {PERSON} wrote to {PERSON} in {DATE} was never published.
The army entered {GPE} and {GPE} on {DATE}.
{ORG} and {ORG} reported on {DATE} that {PERSON} was alive.
"It was a lie," {TITLE} {PERSON} said.
{TITLE} {PERSON}'s opinion was shared by {TITLE} {PERSON} of the {ORG}.
The ruling in {PERSON} was criticised by {TITLE} {PERSON} and {TITLE} {PERSON}.
Mr {PERSON} and Dr {PERSON} met in {GPE}, Mr {PERSON} said.
{TITLE} {PERSON} will attend the {EVENT} in {GPE} next week.
{PERSON} won a medal at the {EVENT}.
Aid agencies compared the famine to the {EVENT}.
The {DATE} ceasefire held for a week.
{ORG} vs {ORG}: the derby was abandoned after {PERSON} was injured.
""".strip().splitlines()

_SLOT = re.compile(r"\{([A-Z]+)\}")


class Names:
    """Invented names, drawn from one random generator."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def _pick(self, values: list[str]) -> str:
        return self.random.choice(values).replace("~", " ")

    def person(self) -> str:
        """Return a full name, or now and then a surname or initials and a surname."""
        origin = self.random.choice(list(_GIVEN_FAMILY))
        givens, families = (part.split() for part in _GIVEN_FAMILY[origin])
        family = self._pick(families)
        if self.random.random() < 0.25:
            family = self.place().rstrip("a") + self.random.choice(
                ["i", "ov", "ian", "zadeh", "oglu", "enko", "a", "o", "son", "ez", "wala"]
            )
        chance = self.random.random()
        if chance < 0.2:
            return family
        given = self._pick(givens)
        if chance < 0.3:
            given = f"{given} {self.random.choice('ABDGHJKMNPRST')}."
        elif chance < 0.38:
            given = f"{given} {self._pick(givens)}"
        if origin == "east_asian" and self.random.random() < 0.7:
            return f"{family} {given}"
        return f"{given} {family}"

    def place(self) -> str:
        """Return an invented town or country."""
        r = self.random
        middle = r.choice(_PLACE_MIDDLES) if r.random() < 0.6 else ""
        name = r.choice(_PLACE_HEADS) + middle + r.choice(_PLACE_TAILS)
        chance = r.random()
        if chance < 0.06:
            return f"{r.choice(['New', 'Port', 'San', 'Al', 'Old', 'Upper'])} {name}"
        if chance < 0.1:
            return f"{r.choice(['North', 'South', 'West', 'East'])} {name}"
        return name

    def gpe(self) -> str:
        """Return a country or town, real or invented."""
        if self.random.random() < 0.45:
            return self._pick(_REAL_GPE)
        if self.random.random() < 0.06:
            return f"Republic of {self.place()}"
        return self.place()

    def org(self) -> str:
        """Return an organisation without initials."""
        r = self.random
        chance = r.random()
        if chance < 0.3:
            return r.choice(_OFFICES)
        if chance < 0.5:
            return f"{self.place()} {r.choice(_COMPANY_TAILS)}"
        if chance < 0.6:
            return "".join(r.choice("ABCDEFGHIKLMNOPRSTUV") for _ in range(r.randint(2, 5)))
        return self.group()

    def group(self) -> str:
        """Return a party, movement or council."""
        r = self.random
        name = f"{r.choice(_QUALITIES)} {r.choice(_BODIES)}"
        chance = r.random()
        if chance < 0.35:
            name += f" for {self._pick(_AIMS)}"
        elif chance < 0.6:
            name += f" of {self.gpe() if r.random() < 0.6 else self._pick(_AIMS)}"
        elif chance < 0.7:
            name = f"{r.choice(_NATIONALITIES)} {name}"
        elif chance < 0.8:
            name = f"{self.place()} {name}"
        return name

    def date(self) -> str:
        """Return a date of some precision."""
        r = self.random
        year, month, day = r.randint(1905, 2024), r.choice(_MONTHS), r.randint(1, 30)
        return r.choice(
            [
                str(year), str(year), f"{month} {year}", f"{month} {day}, {year}",
                f"{day} {month} {year}", f"{day} {month}", f"{month} {day}", r.choice(_DAYS),
                f"the {year // 10 * 10}s", month, f"late {year}", f"early {month}",
                f"the summer of {year}", f"{r.choice(_DAYS)}, {day} {month}",
            ]
        )  # fmt: skip

    def year(self) -> str:
        """Return a year."""
        return str(self.random.randint(1905, 2024))

    def election(self) -> str:
        """Return an election named by its year."""
        r = self.random
        who = r.choice(["", "", self.gpe() + " ", r.choice(_NATIONALITIES) + " "])
        when = self.year() if r.random() < 0.85 else f"{r.choice(_MONTHS)} {self.year()}"
        return f"{when} {who}{r.choice(_POLITICS)}"

    def war(self) -> str:
        """Return the name of a war or battle."""
        r = self.random
        return r.choice(
            [
                lambda: f"Battle of {self.place()}",
                lambda: f"Siege of {self.place()}",
                lambda: f"{self.place()} War",
                lambda: f"{r.choice(['First', 'Second', 'Third'])} {self.place()} War",
                lambda: r.choice(["World War II", "World War I", "Second World War", "Cold War"]),
                lambda: f"{r.choice(_NATIONALITIES)} Civil War",
                lambda: f"{self.place()}-{self.place()} War",
                lambda: f"Invasion of {self.gpe()}",
                lambda: f"War of {self._pick(_AIMS)}",
                lambda: f"{self.year()} invasion of {self.gpe()}",
                lambda: f"{self.place()} campaign",
                lambda: f"{self.place()} {r.choice(['Campaign', 'Offensive', 'offensive'])}",
                lambda: f"{self._years()} {self.place()} war",
            ]
        )()

    def _of(self) -> str:
        return self.random.choice(_OF_PLACES)

    def _years(self) -> str:
        first = self.random.randint(1905, 2023)
        return f"{first}-{(first + self.random.randint(1, 6)) % 100:02d}"

    def _count(self) -> str:
        """Return an ordinal or a year."""
        r = self.random
        return r.choice([self.year(), f"{r.randint(4, 60)}th", r.choice(["Second", "III", "VII"])])

    def _short(self) -> str:
        """Return initials, with a number now and then."""
        r = self.random
        letters = "".join(r.choice("ABCDEGILMNOPRSTU") for _ in range(r.randint(2, 5)))
        return f"{letters[0]}-{r.randint(5, 30)}" if r.random() < 0.2 else letters

    def event(self) -> str:
        """Return a named event of any kind."""
        r = self.random
        lower = _KILLINGS + _UPHEAVALS + _WARS + _NATURE + _POLITICS
        makers: list[Callable[[], str]] = [
            lambda: f"{self.year()} {r.choice(_KILLINGS)}",
            lambda: f"{self.year()} {r.choice(_KILLINGS + _UPHEAVALS)}",
            lambda: f"{self.year()} {self.place()} {r.choice(lower)}",
            lambda: f"{self.year()} {r.choice(_NATIONALITIES)} {r.choice(lower)}",
            lambda: f"{r.choice(_MONTHS)} {self.year()} {r.choice(_KILLINGS + _UPHEAVALS)}",
            lambda: (
                f"{self.year()} {r.choice(['killings', 'massacre', 'siege', 'bombing'])} of "
                f"{self.place()}"
            ),
            lambda: f"{self.place()} {r.choice(['massacre', 'uprising', 'siege', 'bombing'])}",
            lambda: f"{self.place()} {r.choice(_NAMED_TAILS)}",
            lambda: f"{r.choice(_NATIONALITIES)} {r.choice(_NAMED_TAILS)}",
            lambda: (
                f"{r.choice(_COLOURS)} {r.choice(['Revolution', 'Movement', 'March', 'Spring'])}"
            ),
            lambda: f"{r.choice(_COLOURS)} {r.choice(_DAYS)}",
            lambda: f"Operation {r.choice(_CODE)} {r.choice(_CODE_TAILS)}",
            lambda: f"Operation {self.place()}",
            self.war,
            self.war,
            self.election,
            lambda: f"{self.place()} {r.choice(_GATHERINGS)}",
            lambda: f"{self.year()} {self.place()} {r.choice(_GATHERINGS)}",
            lambda: (
                f"{r.choice(['First', 'Second', 'Third', '12th', '38th', 'VII'])} "
                f"{self.place()} {r.choice(_GATHERINGS)}"
            ),
            lambda: f"{self._of()} of {self.place()}",
            lambda: f"{self._of()} of {self.place()}",
            lambda: f"{self._count()} {self._short()} summit",
            lambda: f"{self._count()} {self._short()} {r.choice(_GATHERINGS).lower()}",
            lambda: f"{r.choice(_NATIONALITIES)} {r.choice(_CRISES)} crisis",
            lambda: f"{self.year()} {r.choice(_CRISES)} crisis",
            lambda: f"{r.choice(_CRISES)} crisis of {self.year()}",
            lambda: f"{self.person().split()[-1]} {self.year()} presidential campaign",
            lambda: f"{self.year()} {self.person().split()[-1]} campaign",
            lambda: (
                f"{r.choice(_NATIONALITIES)} {r.choice(['theatre', 'front', 'campaign'])} of "
                f"World War {r.choice(['I', 'II'])}"
            ),
            lambda: f"{self.person().split()[-1]} {r.choice(['Rebellion', 'Revolt', 'Affair'])}",
            lambda: f"{self.place()} International {r.choice(['Film', 'Book', 'Jazz'])} Festival",
            lambda: (
                f"{r.choice(['World', 'International', 'Second World'])} Conference on "
                f"{self._pick(_AIMS)}"
            ),
            lambda: f"{self.year()} {self.place()} independence referendum",
            lambda: f"{self._short()} membership referendum",
            lambda: f"{r.choice(['First', 'Second'])} {r.choice(_NATIONALITIES)} Civil War",
            lambda: f"{r.choice(_NATIONALITIES)}-{r.choice(_NATIONALITIES)} War",
            lambda: (
                f"{r.choice(['Seven', 'Nine', 'Eleven', 'Forty'])} {r.choice(['Years', 'Days'])}"
                f"' War"
            ),
            lambda: f"{self.place()} {r.choice(['bombing campaign', 'peace process', 'airlift'])}",
            lambda: (
                f"{self._years()} {self.place()} "
                f"{r.choice(['protests', 'crisis', 'war', 'famine'])}"
            ),
            lambda: f"{r.choice(['Hurricane', 'Typhoon', 'Cyclone'])} {self.place()}",
            lambda: f"{self.place()} hostage crisis",
            lambda: f"{r.randint(1, 30)} {r.choice(_MONTHS)} {r.choice(['coup', 'massacre'])}",
            lambda: f"{r.choice(_MONTHS)} {r.randint(1, 30)} {r.choice(['attacks', 'uprising'])}",
            lambda: (
                f"{r.choice(['Student', 'Peasant', 'Prisoners’', 'Women’s', 'Miners’'])} "
                f"{r.choice(['Uprising', 'Revolt', 'March', 'Strike', 'Rebellion'])}"
            ),
        ]
        return r.choice(makers)()

    def work(self) -> str:
        """Return the title of a book or film."""
        r = self.random
        return r.choice(
            [
                f"The {r.choice(_COLOURS)} {r.choice(_CODE_TAILS)}",
                f"A Winter in {self.place()}",
                f"The Last {r.choice(['Witness', 'Prisoner', 'Letter', 'Train', 'Summer'])}",
                f"Letters from {self.place()}",
                f"{r.choice(['Silent', 'Broken'])} {r.choice(['Rivers', 'Gates', 'Years'])}",
            ]
        )

    def facility(self) -> str:
        """Return a building or site."""
        r = self.random
        stem = self.place() if r.random() < 0.75 else self.person().split()[-1]
        if r.random() < 0.15:
            return r.choice(["Liberty Square", "Martyrs’ Bridge", "St. Mary’s Cathedral",
                             "Freedom Square", "Camp Unity", "Fort Hollis"])  # fmt: skip
        return f"{stem} {r.choice(_FACILITIES)}"

    def land(self) -> str:
        """Return a natural feature or region."""
        r = self.random
        if r.random() < 0.25:
            return r.choice(
                "Middle East|West|Balkans|Central Asia|Persian Gulf|Sahel|Caucasus|Europe|Africa"
                "|Mediterranean|Horn of Africa|Latin America|Black Sea|West Bank".split("|")
            )
        if r.random() < 0.15:
            return f"Mount {self.place()}"
        return f"{self.place()} {r.choice(_LANDS)}"


def _initials(name: str) -> str:
    return "".join(w[0] for w in re.split(r"[ -]", name) if w[:1].isupper())


def _fill(names: Names, slot: str) -> list[tuple[str, str | None]]:
    """Return the pieces of text that fill a slot, each with its type or None."""
    r = names.random
    simple: dict[str, tuple[Callable[[], str], str | None]] = {
        "PERSON": (names.person, "PERSON"), "ORG": (names.org, "ORG"), "GPE": (names.gpe, "GPE"),
        "LOC": (names.land, "LOC"), "FAC": (names.facility, "FAC"), "EVENT": (names.event, "EVENT"),
        "WAR": (names.war, "EVENT"), "ELECTION": (names.election, "EVENT"),
        "DATE": (names.date, "DATE"), "YEAR": (names.year, None),
        "NORP": (lambda: r.choice(_NATIONALITIES), "NORP"),
        "PEOPLES": (lambda: r.choice(_PEOPLES), "NORP"), "WORK": (names.work, "WORK_OF_ART"),
        "TITLE": (lambda: r.choice(_TITLES), None), "ROLE": (lambda: r.choice(_ROLES), None),
        "KILLING": (lambda: r.choice(_KILLINGS), None),
        "VOTE": (
            lambda: f"{names.year()} {r.choice(['election', 'elections', 'referendum', 'coup'])}",
            "EVENT",
        ),
        "RADIO": (
            lambda: f"{r.choice(['Radio', 'Radio Free', 'Voice of', 'Channel'])} {names.place()}",
            "ORG",
        ),
        "AGO": (lambda: str(r.randint(2, 60)), None),
        "URL": (lambda: f"{r.choice(['www.', 'https://', ''])}{names.place().lower()}.org", None),
        "MAIL": (lambda: f"{names.place().lower()}@{names.place().lower()}.net", None),
        "FILE": (lambda: f"{names.place()}_{r.randint(1, 99)}.{r.choice(['pdf', 'doc'])}", None),
    }  # fmt: skip
    if slot == "ORGA":
        name = names.group()
        if r.random() < 0.4:
            return [(name, "ORG")]
        short = _initials(name)
        if r.random() < 0.3:
            short += "-" + "".join(r.choice("ABCDEIKLMNOPRST") for _ in range(r.randint(2, 3)))
        return [(name, "ORG"), ("(", None), (short, "ORG"), (")", None)]
    make, kind = simple[slot]
    text = make()
    if text.startswith("the ") and kind == "GPE":
        return [("the", None), (text[4:], kind)]
    return [(text, kind)]


_TOKEN = re.compile(
    r"\S+@\S+\.net|(?:https://|www\.)?[a-z]+\.org|\w+\.(?:pdf|doc)\b|[A-Z]\.(?:[A-Z]\.)+|(?:Gen|Dr|Mr|Mrs|Ms|Lt|Col|St|Ltd)\.|[A-Z]\.(?= )"
    r"|[\w\u00c0-\u024f]+(?:[-'\u2019](?!s\b)[\w\u00c0-\u024f]+)*|['\u2019]s\b|[^\w\s]"
)


def sentences(count: int, seed: int) -> Iterator[Sentence]:
    """Yield sentences of our own, the same ones for the same seed.

    Parameters
    ----------
    count
        How many.
    seed
        Of the random generator.
    """
    names = Names(seed)
    r = names.random
    for number in range(count):
        template = TEMPLATES[number % len(TEMPLATES)]
        words: list[str] = []
        marks: list[Mark] = []
        place = 0
        pieces: list[tuple[str, str | None]] = []
        for slot in _SLOT.finditer(template):
            pieces.append((template[place : slot.start()], None))
            pieces += _fill(names, slot.group(1))
            place = slot.end()
        pieces.append((template[place:], None))
        for text, kind in pieces:
            found = _TOKEN.findall(text)
            if kind and found:
                marks.append(Mark(len(words), len(words) + len(found), (kind,)))
            words += found
        if r.random() < 0.06 and not template.endswith("."):
            words = [w.title() if w.islower() and len(w) > 3 else w for w in words]
        yield Sentence("own", tuple(words), tuple(marks))
