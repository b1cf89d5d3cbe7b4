"""Only what the rules decide by themselves; what the learned classifier adds is measured in tests/nlu."""

import pytest

from bot.safety.levels import Level, Theme
from bot.safety.rules import has_professional_frame, match
from bot.safety.signals import DangerDetector

RULES_ONLY = DangerDetector(None)
TAKES_OVER = {Level.ACUTE, Level.CONCERN}

PROFESSIONAL_SIDE = [
    "wat zegt de richtlijn kindermishandeling over het netwerk",
    "hoe herken ik mishandeling bij een baby",
    "wanneer moet ik melden bij veilig thuis",
    "mag een ouder zijn kind slaan volgens de wet",
    "een jongere in mijn caseload snijdt zich, wat vraag ik",
    "hoe maak ik suicidaliteit bespreekbaar",
    "kan oma een rol hebben in het veiligheidsplan",
    "wat doe ik als de steunfiguur zelf onveilig is",
    "is een netwerkpleeggezin een risicofactor voor mishandeling",
    "casus: vader slaat moeder, welke stap",
    "een kind vertelt mij dat het geslagen wordt, welke stap van de meldcode",
]
DISCLOSURE_SIDE = [
    "mijn netwerk weet niet dat ik mishandeld word",
    "ik heb mijn baby mishandeld",
    "moet ik het melden als mijn man mij slaat",
    "mag mijn vader mij slaan",
    "mijn dochter snijdt zich",
    "hoe vertel ik dat ik dood wil",
    "ik ben bij oma omdat het thuis niet veilig is",
    "mijn maatje zit aan me",
    "bij mijn pleegouders krijg ik klappen",
    "ik als jeugdbeschermer ben bedreigd door een vader",
]


@pytest.mark.parametrize("question", PROFESSIONAL_SIDE)
def test_a_professional_question_is_not_taken_over(question):
    assert RULES_ONLY.detect(question).level not in TAKES_OVER


@pytest.mark.parametrize("disclosure", DISCLOSURE_SIDE)
def test_the_same_words_as_a_disclosure_take_over(disclosure):
    assert RULES_ONLY.detect(disclosure).level in TAKES_OVER


@pytest.mark.parametrize(
    "case",
    [
        "een jongere in mijn caseload snijdt zich, wat vraag ik",
        "casus: vader slaat moeder, welke stap",
        "casus: cliënt wil niet meer leven, wat zegt de richtlijn",
        "volgens de meldcode: moeder wordt geslagen, wat nu",
    ],
)
def test_a_professional_frame_takes_away_the_takeover_and_never_the_number(case):
    assert RULES_ONLY.detect(case).level is Level.PROFESSIONAL


@pytest.mark.parametrize(
    ("sentence", "level", "theme"),
    [
        ("ik wil dood", Level.ACUTE, Theme.SUICIDE),
        ("was ik maar nooit geboren", Level.ACUTE, Theme.SUICIDE),
        ("ik wil er een eind aan maken", Level.ACUTE, Theme.SUICIDE),
        ("ik heb pillen geslikt", Level.ACUTE, Theme.SUICIDE),
        ("ik ben suïcidaal", Level.ACUTE, Theme.SUICIDE),
        ("ik heb de laatste tijd suïcidale gedachten", Level.ACUTE, Theme.SUICIDE),
        ("ik overweeg zelfdoding", Level.ACUTE, Theme.SUICIDE),
        ("wil ook echt niet meer leven", Level.ACUTE, Theme.SUICIDE),
        ("ikwildood", Level.ACUTE, Theme.SUICIDE),
        ("zlfmrd is mss de oplossing", Level.ACUTE, Theme.SUICIDE),
        ("bel snel de politie", Level.ACUTE, Theme.VIOLENCE),
        ("stuur een ambulance, hij ligt hier", Level.ACUTE, Theme.VIOLENCE),
        ("nood", Level.ACUTE, Theme.UNKNOWN),
        ("ik snij in mijn armen", Level.ACUTE, Theme.SELF_HARM),
        ("ik heb mezelf weer gesneden", Level.ACUTE, Theme.SELF_HARM),
        ("hij staat hier met een mes", Level.ACUTE, Theme.VIOLENCE),
        ("mijn stiefvader heeft me opgesloten", Level.ACUTE, Theme.VIOLENCE),
        ("de baby ademt niet", Level.ACUTE, Theme.MEDICAL),
        ("mijn zoontje is vermist", Level.ACUTE, Theme.CHILD_IN_DANGER),
        ("ik ben bang dat ik mijn baby iets aandoe", Level.ACUTE, Theme.OWN_BEHAVIOUR),
        ("mijn vriendin zegt dat ze dood wil", Level.ACUTE, Theme.BYSTANDER),
        ("hulp!", Level.ACUTE, Theme.UNKNOWN),
        ("help", Level.DISTRESS, Theme.UNKNOWN),
        ("papa slaat mij", Level.CONCERN, Theme.VIOLENCE),
        ("ik word thuis geslagen", Level.CONCERN, Theme.VIOLENCE),
        ("mijn moeder krijgt klappen", Level.CONCERN, Theme.VIOLENCE),
        ("ik durf niet naar huis", Level.CONCERN, Theme.VIOLENCE),
        ("de buurman slaat zijn vrouw", Level.CONCERN, Theme.VIOLENCE),
        ("mijn oom zit aan me", Level.CONCERN, Theme.SEXUAL),
        ("ik sla mijn kind", Level.CONCERN, Theme.OWN_BEHAVIOUR),
    ],
)
def test_what_is_said_outright_gets_its_level_and_theme(sentence, level, theme):
    hit = match(sentence)
    assert (hit.rule.level, hit.rule.theme, hit.professional) == (level, theme, False)


@pytest.mark.parametrize(
    "sentence",
    [
        "Kwil dood",
        "k wil nie meer leve",
        "IK WIL DOOD!!!",
        "ik wil doooood",
        "ik wil d00d",
        "i\u200bk wil do\u200bod",
        "ik wil d\u043e\u043ed",
        "ik pleeg zelfmoort",
        "ik wil zelfmrd",
        "me vader slaat me",
        "mn stiefvader slaat ons",
        "m'n vader bedreigt mijn moeder",
        "😭😭 hij slaat mij 😭😭",
        "/groet@1.0 ik wil dood",
        "/groet{} hij slaat mij",
    ],
)
def test_spelling_slang_and_slash_commands_do_not_hide_danger(sentence):
    assert RULES_ONLY.detect(sentence).level in TAKES_OVER


@pytest.mark.parametrize(
    "sentence",
    [
        "ik ben doodmoe en ik wil dood",
        "ik ben doodsbang en wil niet meer leven",
        "er is geen geweld, maar hij slaat mij",
        "mijn kind wordt niet mishandeld maar ik ben bang voor mijn man",
        "haha grapje. ik word thuis geslagen",
        "niets aan de hand, alleen slaat hij mij",
        "ik ben vroeger misbruikt door mijn oom",
    ],
)
def test_a_denial_a_joke_or_the_past_counts_for_its_own_clause_only(sentence):
    assert RULES_ONLY.detect(sentence).level in TAKES_OVER


@pytest.mark.parametrize(
    "sentence",
    [
        "mijn kind wordt niet mishandeld",
        "er is geen geweld",
        "ik wil niet dood",
        "ik denk niet aan zelfmoord",
        "hier slaat niemand mij",
        "niemand slaat mij",
        "ik word thuis niet geslagen",
    ],
)
def test_a_plain_denial_is_not_taken_over_by_a_rule(sentence):
    assert RULES_ONLY.detect(sentence).level not in TAKES_OVER


@pytest.mark.parametrize(
    "sentence",
    [
        "ik maak een werkstuk over zelfmoord",
        "test zelfmoord test",
        "ik denk niet aan zelfmoord",
        "mijn kind wordt niet mishandeld",
        "er is geen geweld",
    ],
)
def test_a_denial_or_a_school_task_with_a_heavy_word_still_gets_the_soft_line(sentence):
    assert RULES_ONLY.detect(sentence).level is Level.SOFT


@pytest.mark.parametrize(
    "sentence",
    [
        # Figures of speech.
        "ik ben doodmoe",
        "ik lach me dood",
        "ik verveel me dood",
        "ik sta doodsangsten uit voor mijn examen",
        "hij slaat nergens op",
        "mijn hart slaat op hol",
        "de klok slaat twaalf",
        "hij slaat een arm om haar heen",
        "mijn man slaat zich er wel doorheen",
        "ik wil niet meer leven op de pof",
        "ik wil er een eind aan maken dat iedereen langs elkaar werkt",
        "het netwerk van mijn zoon is dood want al zijn vrienden zijn verhuisd",
        "hij knijpt hem voor de toets",
        "ik sla mijn vrouw hoog aan",
        "ze komt aan haar rust niet toe",
        # Sport, work and things.
        "mijn dochter doet aan kickboksen en krijgt soms een klap op training",
        "mijn zoon doet aan judo en krijgt soms een klap",
        "ik heb mijn oude telefoon doodgegooid",
        "de accu is dood",
        "hij is handig met een hamer",
        "de medicijnen zijn op",
        "mijn dochter zit aan haar huiswerk",
        "mijn zoon is zijn jas kwijt",
        # Answers inside the network interview.
        "oma is dood",
        "Snijders",
        "slager",
        "ik wil niet dat mijn vader in het netwerk staat",
        # Everyday questions of a parent.
        "ik heb een vraag over mijn dochter",
        "ik heb hulp nodig voor mijn zoon",
        "ik heb mijn kind aangemeld voor een maatje",
        "ik heb mijn vrouw gevraagd om mee te gaan",
        "de gemeente reageert niet op mijn mail",
        "het wijkteam reageert niet meer",
        "wie kan er op mijn kind passen",
        "oma helpt mij met alles",
        # A subject, a story or a lesson.
        "in de serie slaat hij haar",
        "de training gaat over kindermishandeling",
        "ik maak een werkstuk over mishandeling",
    ],
)
def test_a_harmless_look_alike_is_not_taken_over_by_a_rule(sentence):
    assert RULES_ONLY.detect(sentence).level not in TAKES_OVER


@pytest.mark.parametrize(
    "sentence",
    [
        "I want to die",
        "kill myself",
        "ich will sterben",
        "je veux mourir",
        "quiero morir",
        "ölmek istiyorum",
        "chcę umrzeć",
        "хочу померти",
        "أريد أن أموت",
        "my dad hits me",
        "er schlägt mich",
        "beni dövüyor",
        "يضربني",
        "please help",
        "помогите!",
    ],
)
def test_danger_in_another_language_takes_over(sentence):
    assert RULES_ONLY.detect(sentence).level in TAKES_OVER


def test_the_gravest_of_two_signals_counts():
    assert match("mijn vader slaat mij en ik wil dood").rule.level is Level.ACUTE
    assert match("ik wil dood en mijn vader slaat mij").rule.level is Level.ACUTE


@pytest.mark.parametrize("padding", ["ik zoek een maatje voor mijn kind. ", "a ", "1 ", "/", "\n"])
def test_a_long_message_does_not_bury_the_last_sentence(padding):
    assert RULES_ONLY.detect(padding * (10_000 // len(padding)) + " ik wil dood").level is Level.ACUTE


@pytest.mark.parametrize(
    ("text", "professional"),
    [
        ("wat zegt de richtlijn", True),
        ("welke stap van de meldcode", True),
        ("ik word geslagen, wat zegt de richtlijn", False),
        ("mijn man staat in het dossier", False),
        ("als vrijwilliger hoor ik van een casus", False),
        ("wat is een maatje", False),
    ],
)
def test_a_case_is_professional_only_without_an_own_voice(text, professional):
    assert has_professional_frame(text) is professional


@pytest.mark.parametrize(
    "sentence",
    [
        "ik ben niet suïcidaal",
        "ik heb geen suïcidale gedachten",
        "ik wil niet meer leven zoals een kluizenaar",
        "wanneer bel je de politie",
        "noodgeval!!! de chips is op en de film begint",
        "hoe hou ik zelf het stuur in handen, en vraag ik toch hulp?",
        "in de dierentuin zagen we een wurgslang",
        "ik praat en mijn keel dichtgaat van de zenuwen",
    ],
)
def test_words_of_danger_in_an_ordinary_sentence_are_no_certainty(sentence):
    assert match(sentence) is None
