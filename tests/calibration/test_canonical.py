import pytest

from calibration.canonical import canonical, digest, read_json
from calibration.errors import BadInput


def test_the_canonical_form():
    value = {"b": [1, True, None], "a": "é\n"}
    assert canonical(value) == '{"a":"é\\n","b":[1,true,null]}'.encode()
    assert digest({}) == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ({"a": 0.5}, r"the value\['a'\] is a float"),
        ([1, {"a": 2j}], r"the value\[1\]\['a'\] is a complex"),
        ({1: "a"}, "keys are text"),
        ({"\ud800": 1}, "half a surrogate pair"),
        ("\udfff", "half a surrogate pair"),
    ],
)
def test_what_has_no_canonical_form_is_refused_with_its_place(value, sentence):
    with pytest.raises(BadInput, match=sentence):
        canonical(value)


@pytest.mark.parametrize("text", ['{"a": 1, "a": 2}', "{", "[" * 100_000])
def test_what_is_no_json_is_refused(text):
    with pytest.raises(BadInput, match="the plan cannot be read as JSON"):
        read_json(text, called="the plan")
