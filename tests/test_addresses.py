"""From one page to another: the shortest way, and where a browser lands that takes it."""

from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledges import urls

_PARTS = st.lists(st.sampled_from(("lan", "l", "lanet", "kommuner")), max_size=4).map("/".join)
_ADDRESSES = st.builds(lambda parts, is_page: f"{parts}/" if parts and is_page else parts, _PARTS, st.booleans())
_ANCHORS = st.sampled_from(("", "#svar", "?sida=lan/2", "?sida=lan/2#svar"))


@given(source=_ADDRESSES, target=_ADDRESSES, anchor=_ANCHORS)
def test_a_link_leads_to_its_target_from_any_page(source: str, target: str, anchor: str) -> None:
    way = urls.relative(source, f"{target}{anchor}")
    assert urljoin(f"/{urls.output_path(source)}", way) == f"/{urls.output_path(target)}{anchor}"
    assert way == urls.ways_from(source)(f"{target}{anchor}")


@pytest.mark.parametrize(
    ("source", "target", "way"),
    [
        ("kommuner/lulea/loften/2019/", "kommuner/lulea/", "../../index.html"),
        ("kommuner/lulea/loften/2019/", "kommuner/lulea/loften/2019/", "index.html"),
        ("kommuner/lulea/loften/2019/", "kommuner/lulea/loften/2020/#svar", "../2020/index.html#svar"),
        ("kommuner/lulea/", "kommuner/lulea-sodra/", "../lulea-sodra/index.html"),
        ("", "lan/", "lan/index.html"),
        ("lan/", "", "../index.html"),
        ("404.html", "flode.xml", "flode.xml"),
    ],
)
def test_a_way_goes_no_further_up_than_it_has_to(source: str, target: str, way: str) -> None:
    assert urls.relative(source, target) == way
