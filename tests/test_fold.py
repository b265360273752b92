"""The fold: what is added, what is not, and that stages equal one pass."""

from hypothesis import given
from hypothesis import strategies as st

from indicators.fold import Fold

STATUSES = ["empty", "draft", "submitted", "approved", "returned", "waived"]
values = st.dictionaries(st.sampled_from("abc"), st.none() | st.integers(-(10**12), 10**12))
reports = st.lists(st.tuples(st.sampled_from(["village", "township"]), st.sampled_from(STATUSES), values))


def folded(rows) -> Fold:
    fold = Fold()
    for row in rows:
        fold.add_report(*row)
    return fold


def test_approved_counts_in_both_sums_and_submitted_in_one():
    fold = folded([("village", "approved", {"a": 5}), ("village", "submitted", {"a": 7})])
    assert fold.approved == {"a": [5, 1]}
    assert fold.reported == {"a": [12, 2]}


def test_what_is_not_handed_in_counts_only_as_a_report():
    fold = folded([("village", status, {"a": 5}) for status in ["empty", "draft", "returned", "waived"]])
    assert (fold.approved, fold.reported) == ({}, {})
    assert fold.counts == {"village.empty": 1, "village.draft": 1, "village.returned": 1, "village.waived": 1}


def test_a_missing_value_is_not_zero():
    fold = folded([("village", "approved", {"a": None, "b": 0}), ("village", "approved", {"b": 3})])
    assert fold.approved == {"b": [3, 2]}


@given(st.lists(reports, max_size=5))
def test_folding_in_stages_equals_folding_at_once(groups):
    staged = Fold()
    for group in groups:
        staged.add_fold(folded(group))
    at_once = folded([row for group in groups for row in group])
    assert (staged.approved, staged.reported) == (at_once.approved, at_once.reported)
    assert dict(staged.counts) == dict(at_once.counts)


def test_adding_a_part_leaves_the_part_alone():
    part = folded([("village", "approved", {"a": 5})])
    whole = Fold()
    whole.add_fold(part)
    whole.add_fold(part)
    assert part.approved == {"a": [5, 1]}
    assert whole.approved == {"a": [10, 2]}
