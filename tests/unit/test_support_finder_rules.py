import pytest

from bot.knowledge.topics import Audience, default_knowledge_base
from bot.network_map.open_places import TABLE, YOUTH_TABLE
from bot.support_finder.rules import MOST, Chooser, FormRule, Tier, default_chooser, default_rules
from bot.support_finder.situation import Situation, Told, Who

# The map lists it with the volunteers; its own text names people around the child only.
OTHER_TIER_ON_THE_MAP = {"vorm/steunfiguur-kind"}


def topics(audience: Audience | None = Audience.PARENT, **told) -> list[str]:
    return [offer.topic for offer in default_chooser().suggest(Situation(audience, Told(**told)))]


def test_nothing_is_suggested_before_a_need_is_known():
    assert topics(ages=(7,)) == []


def test_rest_for_a_parent_comes_from_volunteers():
    assert topics(needs=("rust",), ages=(7,)) == ["vorm/steunouder", "vorm/buurtgezinnen", "vorm/meeleefgezin"]


def test_every_need_gets_its_best_form_first():
    found = topics(needs=("rust", "praktisch", "samen-plan", "netwerk-groter"), ages=(7,))

    assert {"vorm/steunouder", "vorm/samen-oplopen", "vorm/familiegroepsplan", "vorm/netwerkcirkel"} == set(found)


def test_own_circle_goes_before_volunteers_before_professionals():
    offers = default_chooser().suggest(Situation(Audience.PARENT, Told(needs=("zorgen-ouder", "rust", "samen-plan"), ages=(7,))))

    assert [offer.tier for offer in offers] == sorted(offer.tier for offer in offers)
    assert {offer.tier for offer in offers} == set(Tier)


def test_never_more_than_four():
    assert len(topics(needs=tuple(default_rules().needs), ages=(14,))) == MOST


@pytest.mark.parametrize(("age", "fits"), [(11, False), (12, True), (25, True), (26, False)])
def test_the_age_of_the_topic_counts(age, fits):
    assert ("vorm/ease" in topics(Audience.YOUTH, needs=("praten",), ages=(age,))) is fits


@pytest.mark.parametrize(("months", "fits"), [(3, True), (18, True), (20, False)])
def test_mothers_inform_mothers_until_eighteen_months(months, fits):
    assert ("vorm/moeders-informeren-moeders" in topics(needs=("eerste-baby",), ages=(months / 12,), circumstances=("eerste-kind",))) is fits


@pytest.mark.parametrize("circumstance", ["vader", "niet-eerste-kind"])
def test_conditions_of_the_table_leave_a_form_out(circumstance):
    assert "vorm/moeders-informeren-moeders" not in topics(needs=("eerste-baby",), ages=(0.5,), circumstances=(circumstance,))


def test_an_older_child_makes_a_baby_no_first_child():
    assert "vorm/moeders-informeren-moeders" not in topics(needs=("eerste-baby",), ages=(0.5, 4))


def test_voorzorg_needs_a_pregnancy_and_worries():
    assert "vorm/voorzorg" in topics(needs=("eerste-baby",), circumstances=("zwanger", "zorg-geld"))
    assert "vorm/voorzorg" not in topics(needs=("eerste-baby",), circumstances=("zwanger",))
    assert "vorm/voorzorg" not in topics(needs=("eerste-baby",), ages=(0.5,), circumstances=("zorg-geld",))


def test_a_form_around_a_divorce_needs_one():
    around = {"vorm/villa-pinedo", "vorm/kindbehartiger", "vorm/steunfiguur-kind"}

    assert not around & set(topics(needs=("praten", "gehoord-worden", "iemand-voor-kind"), who=Who.CHILD, ages=(9,)))
    assert around & set(topics(needs=("praten",), circumstances=("scheiding",), who=Who.CHILD, ages=(9,)))


def test_somebody_to_talk_to_depends_on_for_whom():
    assert "vorm/home-start" in topics(needs=("praten",), who=Who.PARENT, ages=(14,))
    assert "vorm/maatje" not in topics(needs=("praten",), who=Who.PARENT, ages=(14,))
    assert "vorm/maatje" in topics(needs=("praten",), who=Who.CHILD, ages=(14,))


def test_a_youth_gets_no_help_with_raising_children_unless_the_youth_has_one():
    assert "vorm/home-start" not in topics(Audience.YOUTH, needs=("praten", "praktisch"), ages=(16,))
    assert "vorm/moeders-informeren-moeders" in topics(Audience.YOUTH, needs=("eerste-baby",), ages=(18,), own_child_ages=(0.25,))


@pytest.mark.parametrize(
    ("told", "gone"),
    [
        ({"needs": ("opvoeden",), "barred": ("groep",)}, "vorm/centering-ouderschap"),
        ({"needs": ("rust",), "barred": ("ander-gezin",)}, "vorm/buurtgezinnen"),
        ({"needs": ("samen-plan",), "barred": ("familie",)}, "vorm/eigen-kracht-conferentie"),
        ({"needs": ("rust",), "excluded": ("vorm/steunouder",)}, "vorm/steunouder"),
        ({"needs": ("iemand-voor-kind",), "excluded": ("vorm/maatje",), "circumstances": ("jeugdzorg",), "ages": (16,)}, "vorm/jeugdsupport"),
        ({"needs": ("samen-plan",), "excluded": ("vorm/eigen-kracht-conferentie",)}, "vorm/sociale-netwerk-versterking"),
    ],
)
def test_what_is_ruled_out_never_appears(told, gone):
    without = {name: value for name, value in told.items() if name not in ("barred", "excluded")}

    assert gone in topics(**without)
    assert gone not in topics(**told)


def test_needs_that_are_only_likely_count_when_nothing_is_sure():
    (first, *_) = default_chooser().suggest(Situation(Audience.PARENT, Told(weak=("rust",))))

    assert (first.topic, first.sure) == ("vorm/steunouder", False)
    assert "vorm/steunouder" not in topics(needs=("opvoeden",), weak=("rust",))


def test_a_form_without_a_rule_counts_as_volunteers_without_conditions():
    rules = default_rules()
    bare = {topic_id: rule for topic_id, rule in rules.forms.items() if topic_id != "vorm/steunouder"}
    chooser = Chooser(type(rules)(rules.needs, bare, rules.groups, rules.hints), default_knowledge_base())

    offers = chooser.suggest(Situation(Audience.PARENT, Told(needs=("rust",))))

    assert ("vorm/steunouder", Tier.VOLUNTEERS) in [(offer.topic, offer.tier) for offer in offers]


def test_conditions_hold_together_or_one_by_one():
    rule = FormRule(only_with=(frozenset({"a", "b"}), frozenset({"c"})), not_with=frozenset({"d"}))

    assert [rule.holds(codes) for codes in (["a"], ["a", "b"], ["c"], ["c", "d"])] == [False, True, True, False]


def test_a_topic_comes_from_the_same_circle_as_on_the_network_map():
    on_the_map = {topic: tier for table in (TABLE, YOUTH_TABLE) for rows in table.values() for topic, _, tier in rows}
    both = {topic for topic in on_the_map if topic in default_rules().forms} - OTHER_TIER_ON_THE_MAP

    assert {topic: int(default_rules().form(topic).tier) for topic in both} == {topic: int(on_the_map[topic]) for topic in both}
