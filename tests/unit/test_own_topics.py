"""An organisation's own topic files: read, checked with file and remedy, and put with the built-in topics."""

import os
from pathlib import Path

import pytest
import yaml

from bot.knowledge.own_topics import AUTHOR, LiveTopics, load_own_topics, own_topic_faults, own_topics_stamp, with_own_examples, with_own_topics
from bot.knowledge.topics import KnowledgeBase, TopicError, load_knowledge_base
from bot.settings import ROOT, Settings
from bot.understanding.examples import Example
from tests.unit.building import topic_text, write_knowledge


@pytest.fixture
def built_in(tmp_path) -> KnowledgeBase:
    """Three built-in topics that name each other."""
    return load_knowledge_base(
        write_knowledge(
            tmp_path / "kennisbank",
            vorm__oppas=topic_text(verwant=["vorm/maatje", "vorm/mentor"]),
            vorm__maatje=topic_text(id="vorm/maatje", titel="Maatje", aliassen=["buddy"], verwant=["vorm/oppas", "vorm/mentor"]),
            vorm__mentor=topic_text(id="vorm/mentor", titel="Mentor", aliassen=[], verwant=["vorm/maatje"]),
        )
    )


@pytest.fixture
def folder(tmp_path) -> Path:
    path = tmp_path / "eigen"
    path.mkdir()
    return path


def write(folder: Path, name: str = "voorleesbuur", **changes: object) -> Path:
    fields = {"id": f"vorm/{name}", "titel": name.capitalize(), "aliassen": [f"de {name}"], "verwant": ["vorm/oppas"]} | changes
    path = folder / f"{name}.md"
    path.write_text(topic_text(**fields), encoding="utf-8")
    return path


def test_without_a_folder_there_is_nothing_of_its_own(built_in):
    own = load_own_topics(None, built_in)

    assert own.topics == ()
    assert with_own_topics(built_in, own) == built_in
    assert Settings().own_topics_path is None
    assert Settings(own_topics_dir="eigen").own_topics_path == ROOT / "eigen"


def test_an_own_topic_stands_beside_the_built_in_ones(folder, built_in):
    write(folder, voorbeelden=["wie leest er voor", "voorleesbuur gezocht"])

    own = load_own_topics(folder, built_in)

    assert own.topics[0].questions == ("wie leest er voor", "voorleesbuur gezocht")
    assert list(with_own_topics(built_in, own).topics) == ["vorm/maatje", "vorm/mentor", "vorm/oppas", "vorm/voorleesbuur"]


def test_an_own_topic_may_stand_in_a_folder_of_its_group(folder, built_in):
    (folder / "vorm").mkdir()
    write(folder / "vorm")
    (folder / "LEESMIJ.md").write_text("Uitleg voor collega's.", encoding="utf-8")

    assert [own.topic.id for own in load_own_topics(folder, built_in).topics] == ["vorm/voorleesbuur"]


def test_a_topic_with_the_same_id_takes_the_place_of_the_built_in_one_when_it_says_so(folder, built_in):
    write(folder, "maatje", titel="Buurtmaatje", vervangt="vorm/maatje", verwant=["vorm/mentor"])

    merged = with_own_topics(built_in, load_own_topics(folder, built_in))

    assert merged.topics["vorm/maatje"].title == "Buurtmaatje"
    assert merged.topics["vorm/oppas"].related == ("vorm/maatje", "vorm/mentor")
    assert len(merged.topics) == 3


def test_links_to_a_replaced_topic_lead_to_the_one_in_its_place(folder, built_in):
    write(folder, vervangt="vorm/maatje", verwant=["vorm/oppas", "vorm/maatje"])

    merged = with_own_topics(built_in, load_own_topics(folder, built_in))

    assert "vorm/maatje" not in merged.topics
    assert merged.topics["vorm/oppas"].related == ("vorm/voorleesbuur", "vorm/mentor")
    assert merged.topics["vorm/voorleesbuur"].related == ("vorm/oppas",)
    assert all(other in merged.topics for topic in merged.topics.values() for other in topic.related)


def test_a_hidden_topic_and_the_links_to_it_are_gone(folder, built_in):
    write(folder, verbergt=["vorm/maatje"])

    merged = with_own_topics(built_in, load_own_topics(folder, built_in))

    assert list(merged.topics) == ["vorm/mentor", "vorm/oppas", "vorm/voorleesbuur"]
    assert merged.topics["vorm/oppas"].related == ("vorm/mentor",)


def test_examples_follow_what_is_replaced_hidden_and_added(folder, built_in):
    write(folder, vervangt="vorm/maatje", verbergt=["vorm/mentor"], voorbeelden=["wie leest er voor"])
    examples = [Example("zoek een maatje", "vorm/maatje", "a1"), Example("wat is een mentor", "vorm/mentor", "a1"), Example("hoi", "groet", "a1")]

    assert with_own_examples(examples, load_own_topics(folder, built_in)) == [
        Example("zoek een maatje", "vorm/voorleesbuur", "a1"),
        Example("hoi", "groet", "a1"),
        Example("wie leest er voor", "vorm/voorleesbuur", AUTHOR),
    ]


def test_own_sources_can_be_cited(folder, built_in):
    write(folder, bronnen=[{"bron": "ons-jaarplan"}])
    (folder / "sources.yml").write_text(yaml.safe_dump({"ons-jaarplan": {"titel": "Ons jaarplan", "jaar": 2025}}), encoding="utf-8")

    own = load_own_topics(folder, built_in)

    assert own.topics[0].topic.citations[0].source.year == 2025
    assert set(with_own_topics(built_in, own).sources) == {*built_in.sources, "ons-jaarplan"}


def test_the_stamp_changes_when_a_file_comes_changes_or_goes(folder):
    stamps = [own_topics_stamp(None), own_topics_stamp(folder)]
    path = write(folder)
    stamps.append(own_topics_stamp(folder))
    os.utime(path, ns=(1, 1))
    stamps.append(own_topics_stamp(folder))
    assert own_topics_stamp(folder) == stamps[-1]
    path.unlink()

    assert own_topics_stamp(folder) == stamps[1]
    assert len(set(stamps)) == 3


FAULTS = {
    "unknown group": ({"id": "dienst/voorleesbuur"}, "must be a group and a name"),
    "not an id": ({"id": "Vorm/Voorlees buur"}, "must be a group and a name"),
    "id is a number": ({"id": 5}, "`id` must be a text"),
    "other name than the file": ({"id": "vorm/leesbuur"}, "make them the same"),
    "no title": ({"titel": None}, "`titel` must be a text"),
    "alias is a number": ({"aliassen": [3]}, "`aliassen` must be a list of texts"),
    "unknown source": ({"bronnen": [{"bron": "nergens"}]}, "not in sources.yml"),
    "unknown link": ({"verwant": ["vorm/nergens"]}, "`verwant` names vorm/nergens"),
    "link to what it hides": ({"verbergt": ["vorm/oppas"]}, "`verwant` names vorm/oppas"),
    "replaces what does not exist": ({"vervangt": "vorm/nergens"}, "`vervangt` names 'vorm/nergens'"),
    "replaces a list": ({"vervangt": ["vorm/maatje"]}, "`vervangt` names one topic"),
    "hides what does not exist": ({"verbergt": ["vorm/nergens"]}, "`verbergt` names 'vorm/nergens'"),
    "hides a text": ({"verbergt": "vorm/maatje"}, "`verbergt` must be a list"),
    "hides what it replaces": ({"vervangt": "vorm/maatje", "verbergt": ["vorm/maatje"]}, "take it out of the list"),
    "questions as a text": ({"voorbeelden": "wie leest er voor"}, "`voorbeelden` must be a list"),
    "empty question": ({"voorbeelden": [" "]}, "`voorbeelden` must be a list"),
    "a name of another topic": ({"aliassen": ["Buddy"]}, "the name 'buddy' belongs to vorm/maatje"),
    "a title of another topic": ({"titel": "Mentor"}, "the name 'mentor' belongs to vorm/mentor"),
    "no day of review": ({"nagekeken_op": "gisteren"}, "`nagekeken_op` must be a date"),
}


@pytest.mark.parametrize(("changes", "fault"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_told_with_file_and_remedy(folder, built_in, changes, fault):
    path = write(folder, **changes)

    found = own_topic_faults(folder, built_in)

    assert len(found) == 1
    assert found[0].startswith(f"{path}: ")
    assert fault in found[0]
    with pytest.raises(TopicError, match="voorleesbuur"):
        load_own_topics(folder, built_in)


def test_a_built_in_id_needs_the_word_that_it_takes_its_place(folder, built_in):
    write(folder, "maatje", titel="Buurtmaatje")

    assert "write `vervangt: vorm/maatje`" in own_topic_faults(folder, built_in)[0]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"geen kop", "start the file with front matter"),
        (b"---\nid: [\n---\n", "not valid YAML"),
        (b"---\n- los\n---\n", "start the file with front matter"),
        ("---\ntitel: één\n---\n".encode("cp1252"), "save the file as UTF-8"),
    ],
)
def test_a_file_that_is_no_topic_file_is_told(folder, built_in, content, fault):
    (folder / "stuk.md").write_bytes(content)

    assert fault in own_topic_faults(folder, built_in)[0]


def test_two_files_that_want_the_same_are_told(folder, built_in):
    (folder / "vorm").mkdir()
    write(folder)
    write(folder / "vorm", titel="Anders", aliassen=[])
    write(folder, "leesmaatje", vervangt="vorm/maatje")
    write(folder, "lezer", vervangt="vorm/maatje")

    found = "\n".join(own_topic_faults(folder, built_in))

    assert "vorm/voorleesbuur stands in" in found
    assert "replaces vorm/maatje too" in found


def test_a_topic_that_another_file_hides_is_told(folder, built_in):
    write(folder, "maatje", titel="Buurtmaatje", vervangt="vorm/maatje", verwant=["vorm/oppas"])
    write(folder, verbergt=["vorm/maatje"])

    assert "another file hides vorm/maatje" in "\n".join(own_topic_faults(folder, built_in))


@pytest.mark.parametrize("content", ["boek: {titel: Een ander boek}", "- los", "nieuw: {jaar: 2020}", "a: ["])
def test_sources_that_cannot_be_used_are_told(folder, built_in, content):
    (folder / "sources.yml").write_text(content, encoding="utf-8")

    assert own_topic_faults(folder, built_in)[0].startswith(f"{folder / 'sources.yml'}: ")


def test_a_folder_that_is_not_there_is_told(tmp_path, built_in):
    assert "KRINGWIJZER_OWN_TOPICS_DIR" in own_topic_faults(tmp_path / "weg", built_in)[0]


def test_the_example_in_the_guide_is_a_good_topic_file(folder):
    guide = (ROOT / "docs" / "documenten.md").read_text(encoding="utf-8")
    example = guide.split("```markdown\n")[1].split("```")[0]
    (folder / "voorleesbuur.md").write_text(example, encoding="utf-8")
    built_in = load_knowledge_base()

    (own,) = load_own_topics(folder, built_in).topics

    assert own.replaces is None
    assert len(own.questions) >= 3


def test_a_changed_folder_is_seen_and_an_unchanged_one_gives_the_same_object(folder, built_in):
    live = LiveTopics(folder, built_in)
    before = live.current()
    assert live.current() is before

    write(folder, vervangt="vorm/maatje", verwant=["vorm/oppas"])
    changed = live.current()

    assert "vorm/voorleesbuur" in changed.knowledge.topics
    assert changed.own.replaced == {"vorm/maatje": "vorm/voorleesbuur"}
    (folder / "voorleesbuur.md").unlink()
    assert "vorm/maatje" in live.current().knowledge.topics


def test_a_fault_that_comes_later_is_logged_once_and_changes_nothing(folder, built_in, caplog):
    live = LiveTopics(folder, built_in)
    before = live.current()
    write(folder, titel="Maatje")

    assert live.current() is before
    assert live.current() is before
    assert [record.getMessage().count("belongs to vorm/maatje") for record in caplog.records] == [1]

    write(folder)
    assert "vorm/voorleesbuur" in live.current().knowledge.topics


def test_a_fault_at_the_start_is_an_error(folder, built_in):
    write(folder, titel="Maatje")

    with pytest.raises(TopicError, match="belongs to vorm/maatje"):
        LiveTopics(folder, built_in).current()
