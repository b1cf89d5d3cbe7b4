"""Passages, the ranked index, and swapping it when data changes."""

import threading

import numpy as np
import pytest

from bot.knowledge.topics import Audience
from bot.search.analyser import default_analyser
from bot.search.impacts import FieldWeight, ImpactMatrix
from bot.search.index import build_index
from bot.search.live import LiveIndex
from bot.search.passages import Collection, Passage, WorkNames, joined, pieces_of, topic_collection
from bot.search.query import read_query
from bot.search.synonyms import Synonyms
from bot.understanding.examples import Example
from tests.unit.building import make_knowledge, make_topic

ANALYSER = default_analyser()
SYNONYMS = Synonyms({"opa": ["grootouder"], "drinkt": ["verslaving"]}, ANALYSER)


def passage(name, text, title="Titel", work=None, **fields):
    return Passage(id=name, text=text, title=title, kind="richtlijn", topic=work or f"richtlijn/{name}", **fields)


def index_of(*passages, works=None):
    return build_index(Collection(passages, works or {}), ANALYSER)


def best(index, question):
    scores = index.scores(read_query(question, index, SYNONYMS))
    return index.passages[int(scores.argmax())].id if scores.max() > 0 else None


def test_a_topic_gives_passages_for_each_audience_with_its_source():
    collection = topic_collection(make_knowledge(make_topic(aliases=("kinderoppas",))), [Example("wie past er op", "vorm/oppas", "a1")])

    assert {p.audience for p in collection.passages} == set(Audience)
    assert collection.passages[0].text == "Een oppas past op uw kind."
    assert (collection.passages[0].section, collection.passages[0].year) == ("Hoofdstuk 1", 2019)
    assert collection.works["vorm/oppas"] == WorkNames(("kinderoppas",), ("wie past er op",))


def test_examples_of_other_intents_are_no_questions_of_a_topic():
    collection = topic_collection(make_knowledge(make_topic()), [Example("hoi", "groet", "a1")])

    assert collection.works["vorm/oppas"].questions == ()


def test_a_passage_is_of_a_topic_or_a_document_never_both():
    with pytest.raises(ValueError, match="not both"):
        Passage(id="x", text="t", title="t", kind="vorm", topic="vorm/x", document="d")


def test_paragraphs_are_put_together_up_to_a_length():
    assert pieces_of("een\n\ntwee\n\ndrie", longest=8) == ["een\n\ntwee", "drie"]


def test_a_list_stays_with_the_line_before_it_and_links_become_text():
    assert pieces_of("Kijk op [ons net](https://x.example/):\n\n- een\n- twee", longest=5) == ["Kijk op ons net:\n\n- een\n- twee"]


def test_the_passage_that_holds_the_words_is_best():
    index = index_of(passage("a", "Grootouders kunnen helpen."), passage("b", "De school kan helpen."))

    assert best(index, "wat kan de school") == "b"
    assert best(index, "grootouder") == "a"


@pytest.mark.parametrize("question", ["mijn opa", "ze drinkt", "verslavingszorg voor ouders", "verslavig"])
def test_synonyms_compounds_and_typing_errors_find_the_passage(question):
    index = index_of(passage("a", "Een grootouder met een verslaving."), passage("b", "De gemeente en de kerk."))

    assert best(index, question) == "a"


def test_of_two_texts_that_name_a_thing_the_one_with_the_title_is_best():
    index = index_of(
        passage("a", "Pleegzorg is er ook.", title="School"), passage("b", "Iets over pleegzorg en over nog veel meer.", title="Pleegzorg")
    )

    assert best(index, "pleegzorg") == "b"


def test_an_alias_and_an_example_question_find_a_topic():
    works = {"richtlijn/a": WorkNames(("kinderoppas",), ()), "richtlijn/b": WorkNames((), ("kan iemand mij ergens heen brengen",))}
    index = index_of(passage("a", "Tekst."), passage("b", "Andere woorden."), works=works)

    assert best(index, "kinderoppas") == "a"
    assert best(index, "kunnen ze me ergens heen brengen") == "b"


def test_nothing_scores_when_no_word_is_known():
    assert best(index_of(passage("a", "Een oppas."), passage("b", "De school.")), "xqz vwxz") is None


def test_a_document_without_questions_is_not_ranked_behind_every_topic():
    asked = ("mag de buurman erbij zijn bij een gesprek", "wie mag er bij een gesprek zijn")
    topic = passage("a", "Vraag wie erbij mag zijn.", title="Gesprek")
    document = Passage(id="d", text="Het protocol huisbezoek noemt de buurman.", title="Protocol huisbezoek", kind="document", document="d")
    index = index_of(topic, document, works={"richtlijn/a": WorkNames((), asked)})

    assert best(index, "protocol huisbezoek buurman") == "d"


def test_two_passages_with_one_id_are_refused():
    with pytest.raises(ValueError, match="same id"):
        index_of(passage("a", "Een."), passage("a", "Twee."))


def test_an_empty_index_gives_no_scores():
    index = index_of()

    assert index.scores(read_query("oppas", index, None)).shape == (0,)


def test_scores_mean_the_same_in_a_small_and_a_large_index():
    few = ImpactMatrix.build([{"t": ["oom"]}, {"t": ["tante"]}], {"t": FieldWeight(1, 0)}, 1.2)
    many = ImpactMatrix.build([{"t": [f"w{i}"]} for i in range(500)] + [{"t": ["oom"]}], {"t": FieldWeight(1, 0)}, 1.2)

    assert few.rarity("oom") == pytest.approx(1.0)
    assert many.rarity("oom") == pytest.approx(1.0)


def test_a_common_term_counts_less_than_a_rare_one():
    matrix = ImpactMatrix.build([{"t": ["kind", "oom"]}, {"t": ["kind"]}, {"t": ["kind"]}], {"t": FieldWeight(1, 0)}, 1.2)

    assert 0 < matrix.rarity("kind") < matrix.rarity("oom")
    assert matrix.rarity("onbekend") == 0
    assert matrix.impact("oom", 0) > 0 == matrix.impact("oom", 1)


def test_of_terms_that_mean_the_same_only_the_best_counts():
    matrix = ImpactMatrix.build([{"t": ["opa", "grootouder"]}, {"t": ["kind"]}], {"t": FieldWeight(1, 0)}, 1.2)

    together = matrix.scores([(("opa", 1.0), ("grootouder", 0.6))])

    np.testing.assert_allclose(together, matrix.scores([(("opa", 1.0),)]))


class Shelf:
    """A source whose passages a test changes."""

    def __init__(self, *passages):
        self.passages = passages
        self.version = 1
        self.built = 0
        self.wait = None

    def stamp(self):
        return self.version

    def collection(self):
        self.built += 1
        if self.wait:
            self.wait.wait(5)
        return Collection(tuple(self.passages))

    def put(self, *passages):
        self.passages, self.version = passages, self.version + 1


def test_the_index_is_made_once_while_nothing_changes():
    shelf = Shelf(passage("a", "Een oppas."))
    live = LiveIndex([shelf], ANALYSER)

    assert live.current() is live.current()
    assert shelf.built == 1


def test_new_data_is_found_at_once_and_the_old_index_stays_usable():
    shelf = Shelf(passage("a", "Een oppas."))
    live = LiveIndex([shelf], ANALYSER)
    old = live.current()

    shelf.put(passage("a", "Een oppas."), passage("b", "De voorleesbuur leest voor."))

    assert best(live.current(), "voorleesbuur") == "b"
    assert len(old.passages) == 1


def test_others_use_the_old_index_while_a_new_one_is_made():
    shelf = Shelf(passage("a", "Een oppas."))
    live = LiveIndex([shelf], ANALYSER)
    old = live.current()
    shelf.wait = threading.Event()
    shelf.put(passage("b", "Een buur."))
    maker = threading.Thread(target=live.current)
    maker.start()
    while shelf.built < 2:
        pass

    assert live.current() is old

    shelf.wait.set()
    maker.join()
    assert live.current().passages[0].id == "b"


def test_a_source_that_fails_leaves_the_old_index():
    shelf = Shelf(passage("a", "Een oppas."))
    live = LiveIndex([shelf], ANALYSER)
    live.current()
    shelf.put(passage("b", "x"), passage("b", "y"))

    with pytest.raises(ValueError, match="same id"):
        live.current()

    shelf.put(passage("c", "Een buur."))
    assert live.current().passages[0].id == "c"


def test_sources_are_joined():
    first, second = Collection((passage("a", "x"),), {"richtlijn/a": WorkNames(("y",))}), Collection((passage("b", "z"),))

    together = joined([first, second])

    assert [p.id for p in together.passages] == ["a", "b"]
    assert together.works == first.works
