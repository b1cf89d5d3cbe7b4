"""Small closed classes of Dutch words that the reading of mentions needs: links, possessives, titles, signs of a list."""

from __future__ import annotations


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


SURNAME_TITLES = _words(
    "dokter dr. dr dominee ds. pastoor jeugdbeschermer gezinsvoogd wijkagent docent leraar lerares advocaat huisarts"
)  # words that mostly have a surname behind them
SURNAME_BEGINS = _words("de van den der ter ten el al ait te la di bin ben abu vd v.d. 't op")
LINKS = _words("van v fan vd vant v.")
PLACE_LINKS = _words("van uit op bij in vd fan v aan voor boven onder naast achter via oet vant met die")
PLACE_OPENINGS = PLACE_LINKS | _words("( allebei allemaal samen ook ken kent is zijn alle we beide")
ARTICLES = _words(
    "de het een mijn me mn m'n onze ons die dat den 'n n zijn haar hun zn z'n dr d'r 't t mien min"
    " twee drie vier paar andere alle overleden goede beste"
)
OUR = _words("mijn me mn onze zijn haar")
THEIRS = _words("zijn haar hun zn z'n dr d'r haren diens heur hoar der syn zien")
HIS, HER = _words("zijn zn z'n diens syn"), _words("haar dr d'r haren heur hoar der")
PLAIN_PEOPLE = _words("man vrouw zoon dochter kind gezin koppel weduwe")  # "man van nummer 12" is nobody's husband
SEVERAL = _words("de die andere twee drie vier paar alle veel")
PLURAL_PERSONS = _words(
    "mensen mannen vrouwen jongens meisjes meiden gasten gozers dames heren studenten lui oudjes kinderen bewoners ouderen personen jongeren"
    " leu ladies girls boys"
)
PERSON_NOUNS = _words(
    "mevrouw meneer man vrouw mannen vrouwen jongen jongens meisje meisjes meid meiden gast gasten kerel gozer gozers mensen mens dame dames heer"
    " heren stel student studente studenten vent lange oude lui gasten oudjes kinderen eigenaar bewoner bewoners ouderen"
    " persoon personen figuur iemand mama's papa's moeders vaders medewerker medewerkster assistent assistente"
)  # they say who somebody is only with more behind them
NAME_TITLES = _words(
    "umm um oum abu abou nana abba ma mama tante oom sister brother pastor sheikh hadji hajji lalla sidi auntie uncle fam fam. familie"
)
POINTING = _words("die waar wie dat met")
FAMILY_TITLES = _words("familie fam fam. gezin")  # with a surname behind it: "familie Bakker"
SIDES = _words("mz vz moederszijde vaderszijde moederskant vaderskant")
TEACHERS = _words("juf meester leerkracht leraar lerares docent")
VOLUNTEERS_WORK_HERE = _words("vluchtelingenwerk voedselbank humanitas home-start homestart kledingbank zonnebloem taalhuis inloop buurtgezinnen")
SINCE = _words("sinds vanaf al nog vroeger toen")  # before a place: it was once so
CHILD = _words("zoon dochter kind")
LIST_SIGNS = _words(", en & + of / plus ook and nog - y oh natuurlijk wel de mijn mn me het een i")
CLAUSE_ENDS = _words(". ! ? ; maar /")
ABOVE_ALL = _words("vooral voornamelijk name : namelijk zoals dus")
SAYS_WHAT_SOMEBODY_IS = _words("is zijn dat da's das = allebei was")
ADJECTIVES = _words(
    "beste oudste jongste oudere jongere oude ouwe eigen nieuwe goede goeie kleine grote lieve aardige andere vaste vorige leuke tweede hele"
)
QUESTION_OPENINGS = _words("wat hoe hoezo wie waarom wanneer waar welke hoeveel mag moet kan kunnen is zijn heeft hebben bestaat helpt moeten doet")
FEMALE = tuple(_words("moeder oma tante zus nicht vrouw vriendin dochter juf ster lerares meisje stagiaire bazin"))
MALE = tuple(_words("vader opa oom broer neef man vriend zoon meester zwager leraar jongen"))


def capital(word: str) -> str:
    """The word with its first letter as a capital, the rest as typed."""
    return word[:1].upper() + word[1:]
