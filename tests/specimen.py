"""A page that shows every macro at once: for the tests of the macros and for the browser."""

from types import SimpleNamespace

from flask import render_template_string
from flask_wtf import FlaskForm
from wtforms import BooleanField, FileField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from cbt.regulation.ruling import Ruling

FORM = """
{% from "macros/form.html" import checkbox, csrf, error_summary, field, file, radios %}
{% from "macros/form.html" import select, submit, textarea %}
{{ error_summary(form) }}
<form method="post">
{{ csrf() }}
{{ field(form.name, hint="As on the <license>.", autocomplete="name") }}
{{ textarea(form.note) }}{{ select(form.kind) }}{{ file(form.paper) }}{{ checkbox(form.sure) }}
{{ radios(form.way, hint="Choose one.") }}{{ submit("Save") }}
</form>
"""
TABLE = """
{% from "macros/table.html" import paging, rows %}
{% call(item) rows(items, ["Name", "Hours"], empty="Nobody yet.", caption="Officers") %}
<th scope="row">{{ item }}</th><td>1</td>{% endcall %}
{% if page %}{{ paging(page, address, "officer") }}{% endif %}
"""
SENTENCES = """
{% from "macros/page.html" import alert, empty, facts, lead, link_button, steps %}
{% from "macros/ruling.html" import ruling_list %}
{{ lead("One sentence that says where you are.") }}
{{ steps(["Draw", "Run", "Close"], 2, "The way of a study") }}
{% for kind in ("info", "success", "warning", "error") %}
{{ alert(kind, "A heading", "What it is about.") }}{% endfor %}
{{ facts([("Agency", "Boone County SO"), ("License", "104233")]) }}
{{ ruling_list(rulings) }}
{{ empty("Nobody has asked for anything.") }}
<p class="mu-actions">{{ link_button("/", "The one deed") }}
{{ link_button("/", "A quieter one", "usa-button--outline") }}</p>
<h2>A second heading</h2>
"""
RULINGS = (Ruling("070(7)(C)", True, "7 of 7."), Ruling("010(2)", False, "2 hours short."))


class SpecimenForm(FlaskForm):
    name = StringField("Name", validators=[InputRequired("Say the name."), Length(max=9)])
    note = TextAreaField("Note")
    kind = SelectField("Kind", choices=[SelectChoice("a", "A")])
    paper = FileField("Paper")
    sure = BooleanField("I am sure", validators=[InputRequired("Tick this.")])
    way = RadioField(
        "Way",
        choices=[SelectChoice("x", "X"), SelectChoice("y", "Y")],
        validators=[InputRequired("Choose.")],
    )


def page_of(main, *, layout="public", page=None, **context):
    """Return the HTML of a page whose main block is the template `main`."""
    top = f'{{% extends "layouts/{layout}.html" %}}{{% block title %}}Specimen{{% endblock %}}'
    return render_template_string(
        top + "{% block main %}" + main + "{% endblock %}", page=page, **context
    )


def specimen(*, is_sent=False, layout="public"):
    """Return the HTML of the page with everything on it."""
    form = SpecimenForm(meta={"csrf": False})
    if is_sent:
        form.validate()
    return page_of(
        SENTENCES + TABLE + FORM,
        layout=layout,
        form=form,
        items=["Ana Rivera", "Bo Ek"],
        rulings=RULINGS,
        page=SimpleNamespace(number=2, last=3, total=120),
        address="/specimen?page={}".format,
    )
