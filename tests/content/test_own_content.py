"""The portal's own content is told evenly: what a compilation doesn't know is said, once, and in one way."""

import re

from pledges.content import geography
from pledges.content.kinds import PartyKind
from pledges.content.parties import is_police
from pledges.content.record_fields import Pledge
from pledges.swedish import fold
from support.samples import real_register

_THE_PAGE_SAYS_IT = re.compile(r"Vilken (?:samverkans)?överenskommelse (?:som )?löftet hör till framgår inte")


def test_where_the_police_are_a_party_it_is_told_which_or_that_it_is_not_known() -> None:
    register = real_register()
    untold = [
        pledge.path
        for pledge in register.of(Pledge)
        if register.is_compilation(pledge)
        and [party for party in pledge.fields.parties if is_police(party)] == [PartyKind.POLICE]
        and not any("okalpolisområde" in line for line in pledge.fields.missing)
    ]
    assert untold == []


def test_what_the_page_says_of_an_unknown_agreement_is_not_said_again() -> None:
    doubled = [
        pledge.path
        for pledge in real_register().of(Pledge)
        if any(_THE_PAGE_SAYS_IT.search(line) for line in pledge.fields.missing)
    ]
    assert doubled == []


def test_a_unit_that_acts_for_its_municipality_is_told_at_each_of_its_actions() -> None:
    """Where a part of a city signs through a unit, each action that the city answers for says which unit."""
    of_part = re.compile(r"stadsdelsförvaltning")
    uneven = []
    for pledge in real_register().of(Pledge):
        own = [action for action in pledge.fields.actions if PartyKind.MUNICIPALITY in action.responsible]
        through_a_part = any(of_part.search(unit) for action in own for unit in action.responsible_unit)
        if through_a_part and not all(action.responsible_unit for action in own):
            uneven.append(pledge.path)
    assert uneven == []


def test_a_part_of_a_city_that_a_pledge_names_has_a_page_which_the_finder_leads_to() -> None:
    """A locality of the reference data leads to the whole city; a part with a page of its own leads to its pledges."""
    slugs = {facts.code: slug for slug, facts in geography.load().municipalities.items()}
    parts = {(slugs[part.municipality], fold(part.name)) for part in geography.city_parts()}
    without = [
        (pledge.path, place)
        for pledge in real_register().of(Pledge)
        for place in pledge.fields.places
        if not pledge.fields.areas and (pledge.municipality, fold(place.split(" ")[0])) in parts
    ]
    whole = [
        (pledge.path, place)
        for pledge in real_register().of(Pledge)
        for place in (*pledge.fields.places, *(one for action in pledge.fields.actions for one in action.places))
        if (pledge.municipality, fold(place)) in parts
    ]
    assert (without, whole) == ([], [])


_MAY_BE_MORE = re.compile(
    r"(?i:(?:inte sett löft\w+ egen text)|(?:egen text har vi inte sett)|(?:fler (?:\w+ och )?åtgärder (?:och tal )?kan finnas))"
)


def test_a_pledge_whose_text_is_unseen_is_never_counted_as_if_all_of_it_were_here() -> None:
    counted = [
        pledge.path
        for pledge in real_register().of(Pledge)
        if pledge.actions
        and any(_MAY_BE_MORE.search(line) for line in pledge.fields.missing)
        and not (pledge.fields.text_unknown or pledge.fields.actions_in_document)
    ]
    assert counted == []
