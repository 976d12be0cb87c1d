"""What is worked out once for each object, and a digest that stands for what stands in many views."""

from dataclasses import dataclass

from pledges.incremental import of_each
from pledges.incremental.fingerprint import Shared, serialise
from pledges.incremental.of_each import once_of_each


@dataclass(frozen=True)
class Card:
    title: str


def test_it_is_worked_out_once_for_each_object_and_again_when_there_have_been_many() -> None:
    done: list[str] = []
    once = once_of_each(lambda card: done.append(card.title) or card.title)
    one, alike = Card("a"), Card("a")
    assert [once(one), once(one), once(alike)] == ["a", "a", "a"]
    assert done == ["a", "a"]
    for number in range(of_each._MOST):
        once(Card(str(number)))
    assert (once(one), done.count("a")) == ("a", 3)


def test_what_is_shared_is_serialised_by_what_it_says_and_in_its_order() -> None:
    said = [serialise({"kort": Shared(map(Card, titles))}) for titles in ("ab", "ab", "ba", "a", "")]
    assert said[0] == said[1]
    assert len({*said}) == 4
    assert serialise(Shared((Card("a"),))) != serialise(Shared((Card("b"),)))
