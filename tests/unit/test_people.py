"""The rules that read a found piece, without the trained part: the pieces are marked in the sentence itself."""

import pytest

from bot.errors import CommandError
from bot.language.annotated import parse_answer
from bot.language.candidates import Candidate
from bot.language.interpretation import Interpreter, Reading
from bot.language.people import PeopleFinder
from bot.language.people_features import word_classes
from bot.language.people_tokens import document
from bot.language.person_roles import NAME, Piece, gold_pieces
from bot.language.scene import Chances, Scene
from bot.language.sure_signs import adjustment
from bot.language.word_facts import word_knowledge

KNOWLEDGE = word_knowledge()


def read(marked: str) -> list[Reading]:
    """The readings of a marked sentence; of the marks only the place and the name are used."""
    answer = parse_answer(marked)
    doc = document(answer.text)
    tokens = [token.text for token in doc]
    return Interpreter(tokens, KNOWLEDGE.facts(tokens), answer.youth).read(gold_pieces(doc, answer))


def summary(marked: str) -> list[tuple]:
    return [(r.label, r.relation, r.kind[0], r.sector, r.group) for r in read(marked)]


# Each sentence is marked with what must come out of it.
@pytest.mark.parametrize(
    "marked",
    [
        "o\t[oma Riet](Riet; oma; i; familie), [Fatima van de buren](Fatima; buur; i; buurt) en de [juf](juf; juf; f; school)",
        "o\tmn [zusje Els](Els; zus; i; familie) en [haar man](man van zus; man van zus; i; familie)",
        "o\tde [buren](buren; buur; i; buurt; groep) en het [wijkteam](wijkteam; wijkteam; f; hulp; groep)",
        "o\tde [moeder van Fenna van school](moeder van Fenna; moeder van Fenna; i; school)",
        "o\t[riet, dat is mijn oma](Riet; oma; i; familie)",
        "o\t[mevr. Dijkstra van hiernaast](mevrouw Dijkstra; -; i; buurt)",
        "p\t[dokter Pieters](dokter Pieters; dokter; f; hulp)",
        "o\t[piet de vries](Piet; -; i; -)",
        "o\tde [juf van groep 3](juf van groep 3; juf; f; school)",
        "o\tdie [man van nummer 12](man van nummer 12; -; i; buurt)",
        "o\tmijn [ouders](ouders; ouder; i; familie; groep) en twee [zusjes](zussen; zus; i; familie; groep)",
        "j\t[vriendin Noor van discord](Noor; vriendin; i; online)",
        "o\tmijn vriendinnen [Els](Els; vriendin; i; vrienden) en [Noor](Noor; vriendin; i; vrienden)",
        "o\t[Els](Els; zus; i; familie) en [Noor](Noor; zus; i; familie), mijn zussen dus",
        "o\t[Wout](Wout; -; i; vrije_tijd) en [Berend](Berend; -; i; vrije_tijd) van de schaakclub",
        "j\top discord [Lune](Lune; -; i; online) en [Mo](Mo; -; i; online)",
        "o\t[opa](x; overleden) is dood, [oma](oma; oma; i; familie) nog niet",
        "o\t[anne-marie](Anne-marie; -; i; -)",
        "j\tde [broer van Tom](broer van Tom; broer van Tom; i; -)",
        "o\tde [groepsleiding](groepsleiding; groepsleiding; f; hulp; groep), vooral [Kim](Kim; -; f; hulp)",
        "j\tmijn beste [vriendin Dilek](Dilek; vriendin; i; vrienden)",
        "o\tzijn [mentor](mentor; mentor; f; school) op school",
        "o\thaar [turnjuf Kim](Kim; turnjuf; i; vrije_tijd)",
        "o\t[juf Samira van de koranles](Samira; juf; i; geloof)",
        "o\t[Semhar](Semhar; -; i; -) heeft ook een kind",
        "j\t[Ronnie](Ronnie; -; i; -) is als een vader voor mij",
        "p\teen [collega van vader](collega van vader; collega van vader; i; werk)",
        "j\t[bff Jolijn](Jolijn; vriendin; i; vrienden), zij weet alles",
        "o\tmijn [broer](broer; broer; i; familie) en [zijn vrouw](vrouw van broer; vrouw van broer; i; familie)",
        "o\tmijn [moeder](moeder; moeder; i; familie), zijn [opa](opa; opa; i; familie)",
        "o\t[Agnieszka](Agnieszka; -; i; werk) van mijn werk",
        "o\t[familie Bakker van hiernaast](familie Bakker; -; i; buurt; groep)",
        "o\tmijn [pleegouders](pleegouders; pleegouder; i; familie; groep) en [hun zoon Lars](Lars; zoon van pleegouders; i; familie)",
        "o\tmijn [oom](oom; oom; i; familie), [tante](tante; tante; i; familie) en [hun kind](kind van oom; kind van oom; i; familie)",
        "o\t[Robel](Robel; -; i; vrije_tijd), [Yonas](Yonas; -; i; vrije_tijd) en [Samiel van de voetbal](Samiel; -; i; vrije_tijd)",
        "j\t[Luuk](Luuk; vriend; i; vrije_tijd) en [Tygo](Tygo; vriend; i; vrije_tijd), vrienden van waterpolo",
        "p\t[oma mz](oma mz; oma; i; familie) en [oma van vaderskant](oma; oma; i; familie)",
        "j\tmijn [zus](zus; zus; i; familie) en [haar vriend](vriend van zus; vriend van zus; i; familie)",
        "o\tmijn [scoonmoeder](schoonmoeder; schoonmoeder; i; familie)",
        "o\tde [rector van het Vossius](rector; rector; f; school)",
        "o\t[Tekle Woldu](Tekle; -; i; -)",
    ],
)
def test_a_piece_is_read_as_it_is_meant(marked):
    meant = [(p.label, p.relation, p.kind[0], p.sector, p.group) for p in parse_answer(marked).listed]

    assert summary(marked) == meant


def test_a_role_and_the_name_behind_it_are_one_person():
    readings = read("o\tde [fysio](fysiotherapeut; fysiotherapeut; f; hulp), [Jeroen](Jeroen; -; i; -)")

    assert [(r.label, r.relation) for r in readings] == [("Jeroen", "fysiotherapeut")]


def test_a_name_given_in_the_next_sentence_is_the_same_person():
    readings = read("o\thaar [juf](juf; juf; f; school). haar naam is [Lotte](Lotte; -; i; -)")

    assert [(r.label, r.relation) for r in readings] == [("Lotte", "juf")]


def test_a_list_is_not_joined():
    readings = read("o\t[mama](moeder; moeder; i; familie), [Daan](Daan; -; i; -) en [Piet](Piet; -; i; -)")

    assert [r.label for r in readings] == ["moeder", "Daan", "Piet"]


def test_without_a_model_the_error_says_what_to_do(tmp_path):
    with pytest.raises(CommandError, match="make train"):
        PeopleFinder.load(tmp_path)


@pytest.mark.parametrize(
    ("text", "name", "sign"),
    [
        ("oma past op Daan", 3, -1),
        ("bij oma voelt Daan zich fijn", 3, -1),
        ("Lia haalt Daan op", 2, -1),
        ("ik bel Daan", 2, 0),
        ("oma 👶", 1, -1),
    ],
)
def test_signs_speak_against_the_child_that_is_looked_after_and_against_what_is_no_name(text, name, sign):
    tokens = [token.text for token in document(text)]
    facts = KNOWLEDGE.facts(tokens)
    scene = Scene(tokens, facts, word_classes(tokens, facts, frozenset()), [Chances(0, 0, 0)] * len(tokens), [], youth=False)
    found = adjustment(scene, Candidate(Piece(name, name + 1, (NAME,)), "name", False))

    assert (found > 0) - (found < 0) == sign


@pytest.mark.parametrize(
    ("text", "piece", "sign"),
    [
        ("Wim, de buurman", Piece(0, 4, (NAME, "r", "r", "r")), 1),
        ("oma, Wim, de buurman en Piet", Piece(2, 6, (NAME, "r", "r", "r")), -1),
        ("de buurman, Wim", Piece(1, 4, ("r", "r", NAME)), 1),
        ("oma, Wim", Piece(0, 3, ("r", "r", NAME)), 0),
    ],
)
def test_signs_tell_whether_a_name_and_a_role_are_one_person(text, piece, sign):
    tokens = [token.text for token in document(text)]
    facts = KNOWLEDGE.facts(tokens)
    scene = Scene(tokens, facts, word_classes(tokens, facts, frozenset()), [Chances(0, 0, 0)] * len(tokens), [], youth=False)
    found = adjustment(scene, Candidate(piece, "apposition", False))

    assert (found > 0) - (found < 0) == sign
