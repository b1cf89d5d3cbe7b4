"""Rules for certainty: few, exact, and auditable. What they cannot see is the classifier's work.

Each rule looks at one normalised clause. Denials, fiction and figures of speech cancel rules for their own clause only.
The frames follow the notes on subject, verb and patient; figures stand in ``docs/veiligheid-meting.md``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.safety.levels import Level, Theme
from bot.safety.normalise import clauses, normalised, visible

FAMILY = (
    r"(?:vader|moeder|stiefvader|stiefmoeder|stiefpa|stiefbroer|pa|ma|broer|broertje|zus|zusje|oom|tante|neef|nicht|opa|oma|man|vrouw|"
    r"ex|partner|vriend|vriendin|familie|schoonfamilie|trainer|ouders|pleegvader|pleegmoeder|pleegouders|buurman|oppas|leraar|coach)"
)
SUBJECT = rf"(?:hij|zij|ze|(?:mijn|de|haar|zijn|onze) {FAMILY}|{FAMILY})"
OTHERS = (
    "client|cliente|jongere|leerling|pupil|jeugdige|dochter|zoon|vriend|vriendin|moeder|vader|kind|zus|zusje|broer|broertje|man|vrouw|"
    "partner|ex|meisje|jongen|hij|zij|ze|bewoner|klasgenoot|buurmeisje|buurjongen"
)
HIT = (
    r"(?:sla|slaat|slaan|sloeg|sloegen|slaagt|mep|mept|meppen|schopt|schoppen|schopte|stompt|stompen|stompte|trapt|trapte|wurgt|wurgde|"
    r"knijpt|kneep|bedreigt|bedreigde|bedreigen|mishandelt|mishandelen|mishandelde|misbruikt|misbruikte|dwingt|dwong|opsluit|verkracht|verkrachtte)"
)
PATIENT = r"(?:mij|me|mezelf|ons|haar|hem|(?:mijn )?(?:moeder|vader|broer|broertje|zus|zusje|kind|zoon|zoontje|dochter|dochtertje|baby|kinderen)|de kinderen|zijn (?:kind|vrouw|moeder)|de baby)"
VICTIM = r"(?:ik|kind|meisje|jongen|buurmeisje|buurjongen|zoon|zoontje|dochter|zus|zusje|broertje|vriendin|vriend|ze|zij|hij|we|wij|moeder|kleinkind|kleindochter|kleinzoon)"
HARMED = r"(?:geslagen|mishandeld|misbruikt|bedreigd|afgeperst|opgesloten|gedwongen|verwaarloosd|gestalkt|verkracht|aangerand|gewurgd|geschopt|vastgebonden)"

CALM_CLAUSE = re.compile(
    r"\b(?:word|wordt|worden|werd) (?:hier |thuis |echt )?niet (?:mishandeld|geslagen|misbruikt)|\bgeen (?:sprake|geweld|direct gevaar|noodgeval|mishandeling)"
    r"|\bwil(?:de)? niet dood|\bdenk niet aan|\bniet suicidaal|\bniemand (?:doet|slaat)|\bnog nooit geslagen|\bniet bang\b|\bniets aan de hand"
    r"|\bvoel (?:me|mij) veilig|\bgewoon veilig|\bslaat (?:\w+ ){0,3}(?:niet|nooit|nergens op|over|aan|om|dicht)\b|\b(?:slaan|slaat|sloeg) (?:een slag|op hol|alarm)"
    r"|\bdocumentaire|\bwerkstuk|\bspreekbeurt|\bscriptie|\bin de (?:serie|film|game)|\bin het boek|\bin (?:een|de|mijn) (?:game|spel|spelletje|film)|\bhet woord\b"
    r"|\bhaha|\blol\b|\bgrapje|\blach|\bverveling|\bop de pof|\bmet deze chatbot|\beinde aan (?:de pilot|het gesprek)|\bdat iedereen\b|\bstoppen met het gesprek"
    r"|\b(?:dood|doods)?(?:moe|bang voor de (?:toets|tandarts|overgang))\b|\bfortnite|\bminecraft|\btrommel|\bdrum|\bkickboks|\bjudo|\bkarate|\bboksen|\btraining\b|\bknijpt? (?:hem|em|m) voor|\bhoog aan\b"
)
SPORT_OR_GAME = re.compile(
    r"\b(?:kickboks\w*|judo|karate|boksen|fortnite|minecraft|voetbal|hockey|rugby|in (?:een|de|mijn|het) (?:game|spel|film|serie|boek))\b"
)
HEAVY_WORD = re.compile(r"zelfmoord|zelfdoding|suicid|mishandel|misbruik|huiselijk geweld|\bgeweld\b|verkracht|\bdoodga|\bpleger")
PROFESSIONAL_FRAME = re.compile(
    r"\b(?:meldcode|afwegingskader|richtlijn(?:en)?|zorgstandaard|aandachtsfunctionaris|kindcheck|caseload|casus|client(?:en)?|gi|nji|jgz|"
    r"familiegroepsplan|groepsplan|gezinsplan|veiligheidsplan|interventies?|literatuur|moreel beraad|vog|jeugdprofessional|jeugdbeschermer|"
    r"gedragswetenschapper|raad voor de kinderbescherming|beschermende factor(?:en)?|risicofactor(?:en)?|definitie|signalen van|dossier|"
    r"jeugdigen?|pupil|ots|protocol|handelingsverlegen|beroepscode|tuchtrecht|hulpverleningsplan|netwerkplaatsing|screening|screenen)\b"
    r"|\b(?:wat zegt|welke stap|hoe bespreek|hoe weeg|hoe leg ik|hoe screen|wanneer moet ik melden|hoe herken ik|hoe maak ik)\b"
)
OWN_VOICE = re.compile(
    rf"\b(?:mijn|me) {FAMILY}\b|\bmijn (?:kind|zoon|zoontje|dochter|baby|armen|polsen|maatje)\b|\bik (?:word|wil dood|sla|heb mijn|durf|ben bang|ben bedreigd|snij)"
    r"|\b(?:bedreigd|mishandeld|geslagen) door\b.*\bik\b|\bik\b.*\b(?:bedreigd|mishandeld|geslagen|aangevallen)\b|\b(?:ik ben|als) (?:vrijwilliger|steunouder|maatje|buurvrouw)\b"
)


@dataclass(frozen=True)
class Rule:
    """A named pattern with what it means when it matches a clause."""

    name: str
    level: Level
    theme: Theme
    pattern: re.Pattern[str]


def _rule(name: str, level: Level, theme: Theme, pattern: str) -> Rule:
    return Rule(name, level, theme, re.compile(pattern))


RULES = (
    _rule(
        "dood-willen",
        Level.ACUTE,
        Theme.SUICIDE,
        r"\b(?:ik )?(?:wil|wou|wilde) (?:echt |gewoon |liever |het liefst |alleen |nu )?(?:maar )?(?:dood|sterven|niet meer leven(?! (?:zoals|volgens))|niet meer wakker worden|er niet meer zijn)\b"
        r"|\bwil (?:\w+ ){1,2}niet meer leven(?! (?:zoals|volgens|op|in|van))\b|\bikwildood|\bik (?:ben|voel (?:me|mij)) (?:\w+ ){0,2}(?<!niet )suicidaal\b"
        r"|\bik (?:heb|had|krijg) (?:\w+ ){0,3}(?<!geen )(?:suicidale|zelfmoord) ?gedachten?\b|\bik overweeg (?:\w+ )?(?:suicide|zelfmoord|zelfdoding)\b|\bzelfmoord is (?:\w+ ){0,3}(?:oplossing|uitweg)\b"
        r"|\bwas ik maar (?:dood|nooit geboren)|\bik (?:maak|ga|pleeg) (?:er |mezelf |vannacht |vandaag |straks |nu )*(?:een eind aan|zelfmoord|van kant|dood maken|doodmaken)"
        r"|\b(?:een )?einde? aan mijn leven|\bik wil er (?:echt |nu )?(?:een )?einde? aan maken$|\bik wil (?:echt )?zelfmoord|\bdenk (?:vaak |steeds |veel )?aan zelfmoord|\bmezelf (?:ophangen|verhangen|doodmaken)"
        r"|\bvan de (?:brug|flat) springen|\bvoor de trein (?:springen|gaan)|\bik wil mezelf (?:iets aandoen|dood)|\bdat ik (?:echt |liever )?dood wil\b|\bik (?:\w+ ){0,2}dood wil\b",
    ),
    _rule(
        "dood-willen-derde",
        Level.ACUTE,
        Theme.BYSTANDER,
        rf"\b(?:{OTHERS}) (?:\w+ ){{0,4}}(?:wil|wilt|wou|wilde) (?:\w+ ){{0,2}}(?:dood|niet meer leven|sterven)\b|\b(?:{OTHERS}) (?:\w+ ){{0,5}}(?:dood wil|niet meer wil leven|er een eind aan|zichzelf iets aan|suicidaal|met zelfmoord|van het dak|zelfmoord wil)\b"
        r"|\b(?:wil|wilt|willen) (?:\w+ ){0,2}(?:dood|niet meer leven|zelfmoord plegen)\b.*\b(?:zegt|zei|schrijft|appt)|\b(?:zegt|zei|appt|schrijft) (?:\w+ ){0,4}(?:dood wil|zelfmoord|niet meer wil leven|er een eind aan)",
    ),
    _rule(
        "steken-of-schieten",
        Level.ACUTE,
        Theme.VIOLENCE,
        r"\b(?:ga|gaat|wil|wilt|zal) (?:\w+ ){0,3}(?:neersteken|neerschieten|doodsteken|doodschieten|vermoorden|doodmaken)\b|\bmes (?:\w+ ){0,3}(?:mee|meeneemt|meenemen) (?:naar|op) school\b|\bneemt (?:\w+ ){0,2}mes mee\b",
    ),
    _rule(
        "nabestaande",
        Level.DISTRESS,
        Theme.UNKNOWN,
        rf"\b(?:{OTHERS}) (?:\w+ ){{0,4}}(?:opgehangen|zelfmoord gepleegd|zelfdoding|uit het leven gestapt)\b",
    ),
    _rule(
        "gedwongen",
        Level.CONCERN,
        Theme.VIOLENCE,
        r"\b(?:moet|moeten) (?:\w+ ){0,2}trouwen met\b|\buitgehuwelijkt|\b(?:willen|gaan|laten) (?:me|mij|haar|mijn (?:dochter|zusje)) (?:\w+ ){0,3}besnijden|\bbesneden (?:in|op) (?:de )?vakantie",
    ),
    _rule(
        "rotzooit",
        Level.CONCERN,
        Theme.SEXUAL,
        r"\b(?:rotzooit|rommelt|friemelt) (?:\w+ ){0,2}(?:met|aan) (?:mijn |me |mij|haar|hem)|\bnaaktfotos?\b",
    ),
    _rule(
        "pillen",
        Level.ACUTE,
        Theme.SUICIDE,
        r"\b(?:pillen|paracetamol|medicijnen|doosje|strip|tabletten) (?:\w+ ){0,3}(?:ingenomen|geslikt|opgegeten)\b|\b(?:overdosis|te veel pillen)",
    ),
    _rule(
        "zelfbeschadiging",
        Level.ACUTE,
        Theme.SELF_HARM,
        r"\b(?:dochter|zoon|kind|jongere|meisje|vriendin|zusje|broertje|jeugdige|client) (?:\w+ ){0,4}(?:snijdt|kerft|verwondt) (?:zich|zichzelf)\b|\bik (?:\w+ ){0,2}(?:snij|snijd|sneed|kras|kraste|brand|verwond|kerf) (?:\w+ ){0,2}(?:mezelf|mijzelf|mij|me|in mijn|mijn)\b|\b(?:heb|had) (?:mezelf|mijzelf|me|mijn \w+) (?:weer )?(?:gesneden|gekrast|verwond|gekerfd|pijn gedaan)|\bdoe mezelf pijn|\bautomutil",
    ),
    _rule(
        "wapen-of-keel",
        Level.ACUTE,
        Theme.VIOLENCE,
        rf"\b{SUBJECT} (?:\w+ ){{0,3}}(?:pakt|pakte|heeft|had|trekt|trok|dreigt|dreigde|zwaait|staat|komt|loopt) (?:\w+ ){{0,4}}(?:mes|pistool|wapen|bijl|hamer)\b|\bkeel dicht\b|\bwurg(?:t|de|den|en)?\b|\bsteek(?:t)? (?:me|mij|haar|hem|ons) neer|\bgaat (?:me|mij|ons|haar|hem) (?:vermoorden|doodmaken|doodslaan)|\bvermoordt? (?:me|mij|ons)",
    ),
    _rule(
        "nu-geweld",
        Level.ACUTE,
        Theme.VIOLENCE,
        rf"\b(?:nu|op dit moment|beneden|alweer bezig|net) (?:\w+ ){{0,5}}{HIT}\b.*\b{PATIENT}\b|\b{SUBJECT} {HIT} {PATIENT} (?:\w+ )?nu\b|\bik zit opgesloten|\bheeft (?:me|mij) opgesloten|\bhij staat voor de deur (?:en|met)",
    ),
    _rule(
        "bewusteloos",
        Level.ACUTE,
        Theme.MEDICAL,
        r"\b(?:beweegt|ademt) (?:niet|niet meer)\b|\b(?:hij|zij|ze|moeder|vader|baby|kindje|oma|opa) (?:\w+ ){0,2}reageert (?:niet|nergens)\b(?! op (?:mijn |de |een )?(?:mail|app|bericht|telefoon))"
        r"|\bniet meer wakker\b(?!.*worden)(?! van)|\bbuiten (?:bewustzijn|westen)|\bbewusteloos",
    ),
    _rule(
        "kind-vermist",
        Level.ACUTE,
        Theme.CHILD_IN_DANGER,
        r"\b(?:kind|zoon|zoontje|dochter|dochtertje|kleinkind|pleegkind) (?:\w+ ){0,2}(?:vermist|weggelopen|niet thuisgekomen|verdwenen)\b|\bik ben mijn (?:kind|zoon|zoontje|dochter|dochtertje) kwijt\b",
    ),
    _rule(
        "kind-iets-aandoen",
        Level.ACUTE,
        Theme.OWN_BEHAVIOUR,
        r"\bik (?:\w+ ){0,4}(?:mijn (?:kind|kinderen|baby|zoon|dochter)|hem|haar|de baby|het kind) (?:\w+ ){0,3}(?:iets aandoen|iets aan te doen|door elkaar schudden|doodmaken|tegen de muur)\b|\bben bang dat ik (?:\w+ ){0,4}(?:sla|iets aandoe|schud|doorslaat|doorsla)",
    ),
    _rule("hulpwoord", Level.ACUTE, Theme.UNKNOWN, r"^(?:hulp nu|sos|112)$"),
    _rule(
        "politie-sturen",
        Level.ACUTE,
        Theme.VIOLENCE,
        r"^(?:\w+ )?(?:bel|stuur) (?:nu |snel |meteen |aub |alsjeblieft )*(?:de )?(?:politie|een ambulance|ambulance)\b",
    ),
    _rule("help", Level.DISTRESS, Theme.UNKNOWN, r"^(?:help|help me|help mij|kan iemand me helpen)$"),
    _rule(
        "slaat-mij",
        Level.CONCERN,
        Theme.VIOLENCE,
        rf"\b{SUBJECT} (?:\w+ ){{0,4}}{HIT} (?:\w+ ){{0,2}}{PATIENT}\b|\b{SUBJECT} (?:\w+ ){{0,3}}{PATIENT} (?:\w+ ){{0,3}}(?:{HIT}|{HARMED})\b|\b(?:slaat|schopt|mept|stompt) {SUBJECT} {PATIENT}",
    ),
    _rule(
        "word-geslagen",
        Level.CONCERN,
        Theme.VIOLENCE,
        rf"\b{VICTIM} (?:\w+ ){{0,2}}(?:word|wordt|worden|werd|werden|ben|bent|is|was) (?:\w+ ){{0,4}}{HARMED}\b|\b(?:word|wordt|werd|ben) ik (?:\w+ ){{0,4}}{HARMED}\b|\bik (?:\w+ ){{0,2}}{HARMED} (?:word|ben|werd)\b|\b{HARMED} (?:wordt|worden|werd) door {SUBJECT}\b",
    ),
    _rule(
        "klappen",
        Level.CONCERN,
        Theme.VIOLENCE,
        r"\b(?:krijg|kreeg|krijgt|krijgen) (?:\w+ ){0,3}(?:klappen|slaag|een klap|een pak slaag|rake klappen|meppen)\b|\bmet de riem|\bblauwe plekken",
    ),
    _rule(
        "zit-aan-mij",
        Level.CONCERN,
        Theme.SEXUAL,
        r"\b(?:zit|zat|komt|kwam) (?:\w+ ){0,2}aan (?:(?:me|mij|mijn (?:dochter|zoon|kind|lijf|borsten))\b|(?:haar|hem)$)|\b(?:betast|aangerand|verkracht|naaktfotos? van (?:mij|me)|seks met (?:mij|me)|tot seks)\b",
    ),
    _rule(
        "sla-mijn-kind",
        Level.CONCERN,
        Theme.OWN_BEHAVIOUR,
        r"\bik (?:\w+ ){0,2}(?:sla|sloeg|mep|schop) (?:\w+ ){0,3}(?:mijn (?:kind|kinderen|zoon|zoontje|dochter|dochtertje|vrouw|man|baby|vriendin)|haar|hem)\b"
        r"|\bik (?:heb|had) (?:\w+ ){0,4}(?:kind|kinderen|zoon|zoontje|dochter|dochtertje|vrouw|man|baby|vriendin|haar|hem) (?:\w+ ){0,3}(?:geslagen|geschopt|mishandeld|door elkaar geschud)\b",
    ),
    _rule(
        "niet-veilig",
        Level.CONCERN,
        Theme.VIOLENCE,
        r"\b(?:thuis|hier|bij (?:mijn )?\w+) (?:is het |ben ik |voel ik (?:me|mij) )?niet veilig\b|\bniet veilig (?:thuis|bij|met)\b|\bbang (?:voor|van) (?:mijn )?"
        + FAMILY
        + r"\b|\bdurf niet (?:meer )?naar huis",
    ),
)

# As one clause of many these words are ordinary ("... en hulp?").
BARE_CALL = _rule("hulpwoord", Level.ACUTE, Theme.UNKNOWN, r"^(?:hulp|nood|noodgeval)$")

FOREIGN = (
    (
        Level.ACUTE,
        Theme.SUICIDE,
        re.compile(
            r"\b(?:i want to die|kill my ?self|i wanna die|want to end my life|i am suicidal|im suicidal|ich will sterben|selbstmord|je veux mourir|me suicider|quiero morir|suicidarme|"
            r"olmek istiyorum|intihar|chce umrzec|samobojstwo|bidna nmout|waan dhimanayaa|dooni inaan dhinto)\b"
        ),
    ),
    (
        Level.CONCERN,
        Theme.VIOLENCE,
        re.compile(
            r"\b(?:(?:he|she|my (?:dad|father|mom|mother|husband|stepdad|boyfriend)) (?:hits|beats|hurts|is hitting|is beating) me|not safe at home|er schlagt mich|schlagt mich|"
            r"il me frappe|me frappe|me pega|beni dovuyor|bije mnie|beating me|abus(?:ed|es|ing) me|raped me)\b"
        ),
    ),
    (Level.ACUTE, Theme.UNKNOWN, re.compile(r"^(?:please help|help please|hilfe|au secours|ayuda|imdat|pomocy|pomoc|i need help now)$")),
)
FOREIGN_SCRIPTS = (
    (
        Level.ACUTE,
        Theme.SUICIDE,
        re.compile(r"хочу померти|хочу умереть|самогубств|самоубийств|أريد أن أموت|اريد ان اموت|بدي موت|انتحار|ክሞት|ክመውት|ሞት እደሊ"),
    ),
    (Level.CONCERN, Theme.VIOLENCE, re.compile(r"мене б.?є|б.?є мене|меня бь[её]т|бь[её]т меня|يضربني|تضربني|ضربني|يهددني|ይሃርመኒ|ይወቅዓኒ")),
    (Level.ACUTE, Theme.UNKNOWN, re.compile(r"^\s*(?:допоможіть|помогите|рятуйте|النجدة|ساعدوني|ሓግዙኒ)\s*[!.]*\s*$")),
)


BEREAVED = "nabestaande"
# A professional who reports an emergency without asking anything is in it.
ASKS = re.compile(r"\b(?:wat|hoe|welke|wanneer|waar|wie|mag|moet|kan|richtlijn|meldcode|casus)\b")
SERIOUSNESS = (Level.ACUTE, Level.CONCERN, Level.DISTRESS)


@dataclass(frozen=True)
class RuleHit:
    """The rule that matched and whether a professional frame stood around it."""

    rule: Rule
    professional: bool


def has_professional_frame(text: str) -> bool:
    """Whether a message speaks about a case, guideline or duty and not in the writer's own voice."""
    plain = normalised(text)
    return bool(PROFESSIONAL_FRAME.search(plain)) and not OWN_VOICE.search(plain)


def match(text: str) -> RuleHit | None:
    """The most serious rule that matches a clause or the whole message; None when nothing certain is said."""
    whole = normalised(text)
    harmless_hits = SPORT_OR_GAME.search(whole) is not None
    candidates = [*clauses(text)]
    if not CALM_CLAUSE.search(whole):
        candidates.append(whole)
    hits = [rule for clause in candidates if not CALM_CLAUSE.search(clause) for rule in RULES if rule.pattern.search(clause)]
    hits += [BARE_CALL] if BARE_CALL.pattern.search(whole) else []
    hits += [Rule("andere-taal", level, theme, pattern) for level, theme, pattern in FOREIGN if pattern.search(whole)]
    hits += [Rule("ander-schrift", level, theme, pattern) for level, theme, pattern in FOREIGN_SCRIPTS if pattern.search(visible(text).lower())]
    if harmless_hits:
        hits = [rule for rule in hits if rule.theme is not Theme.VIOLENCE]
    if not hits:
        return None
    bereaved = next((rule for rule in hits if rule.name == BEREAVED), None)
    worst = bereaved or min(hits, key=lambda rule: SERIOUSNESS.index(rule.level))
    asks = worst.level is not Level.ACUTE or ASKS.search(whole) is not None
    return RuleHit(worst, asks and has_professional_frame(text))


def has_heavy_word(text: str) -> bool:
    """Whether a word of danger stands in a message that no rule takes for danger: a denial, a school task, a question."""
    return bool(HEAVY_WORD.search(normalised(text)))
