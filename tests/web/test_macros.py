"""The macros of forms, tables and rulings, as a page uses them."""

import pytest

from tests.pages import read
from tests.specimen import FORM, RULINGS, TABLE, SpecimenForm, page_of, specimen


@pytest.fixture
def show(app):
    """Return the page of a template's main block."""

    def render(source, **context):
        with app.test_request_context(method="POST"):
            form = SpecimenForm(meta={"csrf": False})
            if context.pop("is_sent", False):
                form.validate()
            return read(page_of(source, form=form, **context))

    return render


def test_a_fresh_form_has_labels_hints_and_no_complaint(show):
    page = show(FORM)
    name = page.find(".//input[@id='name']")
    assert name.get("aria-describedby") == "name-hint"
    assert name.get("autocomplete") == "name"
    assert name.get("required") is not None
    assert "As on the <license>." in page.text
    assert "Note (optional)" in page.text
    assert page.find(".//*[@role='alert']") is None


def test_a_wrong_form_sums_up_and_links_to_each_mistake(show):
    page = show(FORM, is_sent=True)
    alert = page.find(".//*[@role='alert']")
    assert [a.get("href") for a in alert.iter("a")] == ["#name", "#kind", "#sure", "#way"]
    assert "4 things are to be mended" in page.text
    name = page.find(".//input[@id='name']")
    assert name.get("aria-describedby") == "name-hint name-error"
    assert name.get("aria-invalid") == "true"


def test_rows_carry_their_heads_for_narrow_screens(show):
    page = show(TABLE, items=["Ana <b>"])
    assert page.find(".//tbody/tr/th").get("data-label") == "Name"
    assert page.find(".//tbody/tr/td").get("data-label") == "Hours"
    assert "Ana <b>" in page.text


def test_no_rows_are_a_sentence(show):
    page = show(TABLE, items=[])
    assert page.find(".//table") is None
    assert "Nobody yet." in page.text


def test_rulings_are_words_with_their_clause(show):
    source = '{% from "macros/ruling.html" import ruling_list %}{{ ruling_list(rulings) }}'
    text = show(source, rulings=RULINGS).text
    assert "Met 7 of 7. 11 CSR 75-15.070(7)(C)" in text
    assert "Not yet 2 hours short. 11 CSR 75-15.010(2)" in text


@pytest.mark.parametrize("layout", ["officer", "provider", "agency", "director", "public", "print"])
def test_every_layout_frames_every_macro(app, layout):
    with app.test_request_context(method="POST"):
        assert read(specimen(is_sent=True, layout=layout)).title == "Specimen"


def test_a_long_list_links_to_its_neighboring_pages(app):
    with app.test_request_context(method="POST"):
        page = read(specimen())
    assert "Page 2 of 3 · 120 officers" in page.text
    assert [
        a.get("href") for a in page.find(".//*[@aria-label='Pages of this list']").iter("a")
    ] == [
        "/specimen?page=1",
        "/specimen?page=3",
    ]
