"""Tags and filters every panel template loads: cells, icons, chips, notices, fields, menus, meters."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.forms import BaseForm, BoundField, CheckboxInput, RadioSelect, Select, Textarea
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import gettext, ngettext

from spinka.panel import cells
from spinka.panel.components import PARTNER_STATES, SALE_STATES, Action, Chip, Event, Label, Meter, Progress, Step
from spinka.panel.listing import with_parameters

register = template.Library()
COLOUR = re.compile(r"#[0-9a-fA-F]{3}(?:[0-9a-fA-F]{3})?")
AT = format_html("{}<wbr>", "@")
ALERT = format_html('role="{}" tabindex="-1" autofocus', "alert")
NOTICE_ICONS = {"bad": "circle-x", "wait": "clock", "work": "circle-half-2", "ok": "circle-check"}


@register.filter
def money(value: Any, currency: str = "") -> str:
    """`{{ order.total|money:order.currency }}`."""
    return cells.money_text(value, currency)


@register.filter
def qty(value: Any, unit: str = "") -> str:
    """`{{ line.quantity|qty }}`: pieces, or `|qty:"kg"`."""
    return cells.quantity_text(value, unit)


@register.filter
def number(value: Any) -> str:
    """`{{ stock|number }}`: grouped digits without a unit."""
    return cells.number_text(value)


@register.filter
def percent(value: Any) -> str:
    """`{{ discount|percent }}`; the value is in percent."""
    return cells.percent_text(value)


@register.filter
def when(value: datetime | date | None, style: str = "full") -> str:
    """`{{ order.created_at|when }}`, `|when:"list"`, `|when:"date"`, `|when:"time"`."""
    text = cells.when_text(value, style)
    return text if value is None else format_html('<time datetime="{}">{}</time>', value.isoformat(), text)


@register.filter
def since(value: datetime | None) -> str:
    """`{{ link.asked_at|since }}`: how long ago, without a preposition."""
    return cells.since_text(value)


@register.filter
def breakable(text: str) -> SafeString:
    """`{{ order.email|breakable }}`: an address that does not fit its cell breaks after @, not inside a word."""
    return format_html_join(AT, "{}", ((part,) for part in text.split("@")))


@register.filter
def initials(name: str) -> str:
    """Two letters that stand for a person or a company."""
    words = [word for word in re.split(r"[\s,.\-_@]+", name) if word[:1].isalnum()]
    return "".join(word[0] for word in words[:2]).upper() or "?"


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """`{% icon "truck-delivery" %}`; with a label only when the icon stands alone."""
    source = f"{static('panel/vendor/icons.svg')}#{name}"
    if label:
        return format_html('<svg class="sp-i" role="img" aria-label="{}"><use href="{}"/></svg>', label, source)
    return format_html('<svg class="sp-i" aria-hidden="true"><use href="{}"/></svg>', source)


def chip_html(value: Chip) -> SafeString:
    """A chip as markup."""
    css = f"sp-chip {value.css_class}".strip()
    return format_html('<span class="{}">{}{}</span>', css, icon(value.glyph), value.label)


@register.simple_tag
def chip(tone: str | Chip, label: Label = "", icon: str = "") -> SafeString:
    """`{% chip "ok" _("Active") %}`, `{% chip "bad" text icon="lock" %}` or `{% chip value %}` of a Chip."""
    return chip_html(tone if isinstance(tone, Chip) else Chip(tone, label, icon))


@register.simple_tag
def sale_chip(state: str) -> SafeString:
    """`{% sale_chip sale.state %}` (R13)."""
    return chip_html(SALE_STATES[state])


@register.simple_tag
def connection_chip(state: str) -> SafeString:
    """`{% connection_chip connection.status %}`."""
    return chip_html(PARTNER_STATES.get(state) or Chip("new", state))


@register.simple_tag
def order_status(name: str, color: str = "") -> SafeString:
    """`{% order_status status.name status.color %}`: the account's colour is a square beside the name, never text."""
    fill = color if color.startswith("#") else f"#{color}"
    if not COLOUR.fullmatch(fill):
        return format_html('<span class="sp-status">{}</span>', name)
    return format_html(
        '<span class="sp-status"><svg width="8" height="8" aria-hidden="true"><rect width="8" height="8" rx="2"'
        ' fill="{}"/></svg>{}</span>',
        fill,
        name,
    )


@register.simple_block_tag
def notice(
    content: SafeString, tone: str, title: Label, id: str = "", level: int = 2, is_alert: bool = False
) -> SafeString:
    """`{% notice "bad" _("What happened") %}<p>why</p><div class="sp-actions">…</div>{% endnotice %}`."""
    name = id or f"note-{slugify(str(title))[:40]}"
    return format_html(
        '<section class="sp-note sp-note-{}" {} aria-labelledby="{}-h">{}<div><h{} id="{}-h">{}</h{}>{}</div></section>',
        tone,
        ALERT if is_alert else "",
        name,
        icon(NOTICE_ICONS[tone]),
        level,
        name,
        title,
        level,
        content,
    )


@register.simple_block_tag
def card(
    content: SafeString, title: Label, id: str, icon_name: str = "", count: int | None = None, css: str = ""
) -> SafeString:
    """`{% card _("Lines") id="lines" count=3 %}…{% endcard %}`; write the section by hand when its head has buttons."""
    return format_html(
        '<section class="sp-card {}" aria-labelledby="{}-h"><header>{}<h2 id="{}-h">{}</h2>{}</header>{}</section>',
        css,
        id,
        icon(icon_name) if icon_name else "",
        id,
        title,
        "" if count is None else format_html('<span class="sp-muted">{}</span>', cells.number_text(count)),
        content,
    )


@register.simple_block_tag
def empty(content: SafeString, icon_name: str, title: Label) -> SafeString:
    """`{% empty "package" _("No products yet") %}<p>why it is useful</p><a class="btn btn-primary">…</a>{% endempty %}`."""
    return format_html(
        '<div class="sp-empty">{}<h2>{}</h2>{}</div>',
        icon(icon_name),
        title,
        content,
    )


@register.simple_tag
def copy(text: object, label: str = "") -> SafeString:
    """`{% copy parcel.number %}`: the value in mono with a copy button; `label` names the button."""
    value = str(text)
    return format_html(
        '<span class="sp-copy"><span class="sp-mono">{}</span><button class="sp-icon-btn sp-icon-s" type="button"'
        ' data-sp-copy="{}" aria-label="{}">{}</button></span>',
        value,
        value,
        label or gettext("Copy %(text)s") % {"text": value},
        icon("copy"),
    )


@register.simple_tag
def meter(used: Decimal, limit: Decimal) -> SafeString:
    """`{% meter used limit %}`: the bar of a credit limit."""
    value = Meter(used, limit)
    return format_html(
        '<svg class="sp-meter {}" role="img" aria-label="{}"><rect width="{}" height="6" rx="3"/></svg>',
        value.css_class,
        gettext("%(percent)s percent of the limit used") % {"percent": value.percent},
        value.width,
    )


@register.inclusion_tag("panel/components/timeline.html")
def timeline(events: Sequence[Event], partner: str = "") -> dict[str, object]:
    """`{% timeline events partner=connection.partner_name %}`: newest first, ours left, the partner's right."""
    days: list[tuple[str, list[Event]]] = []
    for event in events:
        day = cells.when_text(event.at, "date")
        if not days or days[-1][0] != day:
            days.append((day, []))
        days[-1][1].append(event)
    return {"days": days, "partner": partner, "has_days": len(days) > 1}


@register.inclusion_tag("panel/components/route.html")
def sale_route(steps: Sequence[Step]) -> dict[str, object]:
    """`{% sale_route steps %}` of `components.route(state, times)`; draws nothing without steps."""
    return {"steps": steps}


@register.inclusion_tag("panel/components/progress.html")
def progress(value: Progress) -> dict[str, object]:
    """`{% progress job %}` of a `components.Progress`; polls every 2 s while it runs."""
    return {"job": value}


@register.inclusion_tag("panel/components/menu.html", takes_context=True)
def menu(context: template.Context, actions: Sequence[Action], label: str, id: str) -> dict[str, object]:
    """`{% menu actions label=row.name id=row.id %}`: the "dots" menu of a row or a head."""
    name = gettext("Actions: %(name)s") % {"name": label}
    return {"actions": actions, "name": name, "id": f"menu-{id}", "csrf_token": context.get("csrf_token")}


@register.simple_tag(takes_context=True)
def query(context: template.Context, **changes: object) -> str:
    """`<a href="{% query state="open" q=None %}">`: this address with parameters set or dropped."""
    return with_parameters(context["request"], **changes)


def control_kind(bound: BoundField) -> str:
    """Which markup a field takes: checkbox, radio, select, textarea or input."""
    widget = bound.field.widget
    for kind, classes in (
        ("checkbox", CheckboxInput),
        ("radio", RadioSelect),
        ("select", Select),
        ("textarea", Textarea),
    ):
        if isinstance(widget, classes):
            return kind
    return "input"


def control_html(bound: BoundField, **given: str) -> SafeString:
    """The input itself with its class, id, and what describes it."""
    kind, name = control_kind(bound), bound.id_for_label or bound.auto_id or bound.html_name
    described = [f"{name}-hint"] if bound.help_text else []
    described += [f"{name}-err"] if bound.errors else []
    classes = {"checkbox": "form-check-input", "select": "form-select", "radio": "form-check-input"}
    attributes: dict[str, str | bool] = {"class": classes.get(kind, "form-control"), "id": name}
    if bound.errors:
        attributes["class"] = f"{attributes['class']} is-invalid"
        attributes["aria-invalid"] = "true"
    if described:
        attributes["aria-describedby"] = " ".join(described)
    return bound.as_widget(attrs={**attributes, **{key: value for key, value in given.items() if value}})


@register.simple_tag
def control(bound: BoundField) -> SafeString:
    """`{% control form.status %}`: a control in a table whose row names it; an error stands under it."""
    html, name = control_html(bound), bound.id_for_label or bound.auto_id or bound.html_name
    errors = format_html_join(" ", "{}", ((error,) for error in bound.errors))
    return (
        format_html('{}<p class="invalid-feedback d-block" id="{}-err">{}</p>', html, name, errors) if errors else html
    )


@register.simple_tag
def field(bound: BoundField, unit: str = "", autocomplete: str = "", inputmode: str = "", css: str = "") -> SafeString:
    """`{% field form.price unit="zł" inputmode="decimal" %}`: label, hint, control and error in the house order."""
    kind = control_kind(bound)
    return render_to_string(
        "panel/components/field.html",
        {
            "bound": bound,
            "kind": kind,
            "name": bound.id_for_label or bound.auto_id or bound.html_name,
            "unit": unit,
            "css": css,
            "control": control_html(bound, autocomplete=autocomplete, inputmode=inputmode),
            "is_optional": not bound.field.required and kind != "checkbox",
        },
    )


@register.inclusion_tag("panel/components/form_errors.html")
def form_errors(form: BaseForm) -> dict[str, object]:
    """`{% form_errors form %}` as the first thing in a form: the summary that takes the focus after a 422."""
    rows = [(form[name], errors) for name, errors in form.errors.items() if name != "__all__"]
    count = len(rows)
    general = form.non_field_errors() if form.is_bound else []
    title = ngettext("Correct %(count)s field", "Correct %(count)s fields", count) % {"count": count} if rows else ""
    return {"rows": rows, "general": general, "title": title}


@register.filter
def toast_parts(extra_tags: str) -> tuple[str, str]:
    """Tone and undo address of a message left by `http.toast`."""
    tone, _, undo = (extra_tags or "ok").partition(" ")
    return tone, undo


@register.inclusion_tag("panel/components/sort_head.html", takes_context=True)
def sort_head(context: template.Context, label: Label, key: str, css: str = "", start: str = "") -> dict[str, object]:
    """`{% sort_head _("Total") "total" css="sp-num" start="-" %}`: a sortable column head; `start="-"` falls first."""
    request, current = context["request"], context["listing"].sort
    is_current = current.lstrip("-") == key
    is_falling = is_current and current.startswith("-")
    flipped = ("" if is_falling else "-") + key if is_current else start + key
    return {
        "label": label,
        "css": css,
        "url": with_parameters(request, sort=flipped),
        "aria": ("descending" if is_falling else "ascending") if is_current else "",
        "arrow": ("↓" if is_falling else "↑") if is_current else "",
    }
