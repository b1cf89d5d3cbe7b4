import pytest

from bot.knowledge.topics import Audience
from bot.support_finder.reading import Question, default_words
from bot.support_finder.situation import Told, Who

WORDS = default_words()


def read(text: str, audience: Audience = Audience.PARENT, question: Question | None = None) -> Told:
    return WORDS.read(text, audience, question)


def test_one_message_can_tell_almost_everything():
    told = read("alleenstaand, zoon van 7, nooit rust")

    assert told.ages == (7,)
    assert told.needs == ("rust",)
    assert "klein-netwerk" in told.circumstances


@pytest.mark.parametrize(
    ("text", "need"),
    [
        ("ik wil even op adem komen", "rust"),
        ("iemand om mee te praten", "praten"),
        ("hulp bij opvoeden", "opvoeden"),
        ("ik kom niet uit al die formulieren", "praktisch"),
        ("een maatje voor mijn dochter", "iemand-voor-kind"),
        ("er wordt niet naar mij geluisterd", "gehoord-worden"),
        ("hij zoekt een stage", "school-werk"),
        ("samen met de familie een plan maken", "samen-plan"),
        ("we gaan uit elkaar", "scheiding"),
        ("mijn kind kan niet meer thuis wonen", "niet-thuis-wonen"),
        ("ik ben zwanger van mijn eerste", "eerste-baby"),
        ("we kennen hier niemand", "netwerk-groter"),
        ("mijn man is verslaafd", "zorgen-ouder"),
    ],
)
def test_every_need_has_words(text, need):
    assert need in read(text).needs


@pytest.mark.parametrize("text", ["ik wil geen oppas", "ik hoef geen maatje", "liever geen hulp bij opvoeden"])
def test_what_is_refused_is_no_need(text):
    assert read(text).needs == ()


def test_what_only_might_be_needed_is_weak():
    told = read("het is zwaar")

    assert (told.needs, told.weak) == ((), ("rust",))


def test_an_illness_of_the_child_is_no_illness_of_a_parent():
    assert "zorgen-ouder" not in read("mijn dochter is depressief").needs


@pytest.mark.parametrize(
    ("text", "who"),
    [("voor mezelf", Who.SELF), ("voor mijn zoon", Who.CHILD), ("voor ons gezin", Who.FAMILY), ("voor mezelf en voor mijn dochter", Who.FAMILY)],
)
def test_for_whom_is_read(text, who):
    assert read(text).who is who


def test_a_bare_word_says_for_whom_only_when_it_is_asked():
    assert read("mijn zoon", question=Question.WHO).who is Who.CHILD
    assert read("mijn zoon slaapt").who is None


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("liever geen groep", "groep"),
        ("in een groep durf ik niet", "groep"),
        ("ik wil mijn familie er niet bij", "familie"),
        ("absoluut geen vreemden", "vreemden"),
        ("ik wil niet dat er iemand over de vloer komt", "thuis"),
        ("hij mag niet uit huis", "uit-huis"),
        ("ik wil niet chatten", "online"),
    ],
)
def test_what_must_not_be_is_read(text, thing):
    assert thing in read(text).barred


def test_a_lack_is_no_refusal():
    assert read("we hebben geen familie in de buurt").barred == ()
    assert read("geen familie erbij", question=Question.NOT).barred == ("familie",)


def test_a_stranger_who_may_not_come_in_may_be_met_elsewhere():
    assert read("liever geen vreemden bij ons thuis").barred == ("thuis",)


def test_what_is_liked_behind_a_refusal_stays():
    assert "thuis" not in read("liever geen groep, wel iemand aan huis").barred


def test_a_form_that_was_tried_is_excluded_and_no_need():
    told = read("we hadden een maatje maar dat werkte niet")

    assert told.excluded == ("vorm/maatje",)
    assert told.needs == ()


def test_a_form_that_was_good_is_not_excluded():
    assert read("Home-Start beviel heel goed", question=Question.NOT).excluded == ()


def test_a_youth_tells_the_own_age_and_that_of_an_own_child():
    told = read("ik ben 19 en heb een baby van 3 maanden", Audience.YOUTH)

    assert (told.ages, told.own_child_ages) == ((19,), (0.25,))


def test_danger_is_kept_as_a_code_only():
    told = read("mijn ex is agressief")

    assert "onveilig" in told.circumstances
    assert "ex" not in str(told.to_codes())


def test_what_was_told_survives_as_codes():
    told = read("voor mijn zoon van 7, even rust, liever geen groep, een maatje heeft hij al gehad")

    assert Told.from_codes(told.to_codes()) == told
