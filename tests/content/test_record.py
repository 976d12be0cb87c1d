"""Records by kind: what each kind has, and what it says it has none of."""

import pickle

from pledges.content.kinds import Kind
from pledges.content.record import Record, has_actions, is_a, is_commitment
from pledges.content.record_fields import CHAIN, MODELS, Agreement, FollowUp, Municipality, Picture, Plan, Pledge
from support.samples import real_register


def test_every_kind_has_a_model_that_says_its_kind() -> None:
    assert set(MODELS) == set(Kind)
    assert all(model.kind is kind for kind, model in MODELS.items())


def test_public_records_are_found_by_their_fields() -> None:
    register = real_register()
    for model in MODELS.values():
        assert all(is_a(record, model) and record.kind is model.kind for record in register.of(model))
    assert sum(len(register.of(model)) for model in CHAIN) > 100
    commitments = register.commitments()
    assert all(is_commitment(record) for record in commitments)
    assert len(commitments) == sum(len(register.of(model)) for model in (Pledge, Agreement, Plan))


def test_the_span_is_the_period_or_what_is_covered() -> None:
    register = real_register()
    assert all(record.fields.span is record.fields.period for record in register.commitments())
    assert all(record.fields.span is record.fields.covers for record in register.of(FollowUp))
    assert all(record.fields.span is None for model in (Picture, Municipality) for record in register.of(model))


def test_what_a_kind_does_not_have_is_nothing() -> None:
    register = real_register()
    for record in register.of(Municipality):
        assert (record.actions, record.changes, record.municipalities) == ((), (), ())
        assert not has_actions(record)
    assert any(record.actions for record in register.of(Pledge))
    assert not is_a(None, Pledge)


def test_a_follow_up_leads_to_what_it_is_of_and_back() -> None:
    register = real_register()
    targets = [(one, register.followed_up(one)) for one in register.of(FollowUp)]
    assert all(one in register.follow_ups(target) for one, target in targets if target is not None)
    assert any(target is not None for _, target in targets)


def test_a_record_is_remembered_as_it_was() -> None:
    records = [record for record in real_register().records.values() if isinstance(record, Record)]
    assert pickle.loads(pickle.dumps(records)) == records
