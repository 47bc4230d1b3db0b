"""The confirmation: a fetched dialog with true numbers, and the same as a page without JavaScript."""

from collections.abc import Mapping, Sequence

from django.http import HttpResponse

from spinka.panel.components import Label
from spinka.panel.http import PanelRequest, htmx_partial, render


def confirm(
    request: PanelRequest,
    *,
    title: Label,
    verb: Label,
    url: str,
    consequences: Sequence[Label] = (),
    hidden: Sequence[tuple[str, object]] = (),
    back: str = "/",
    is_danger: bool = False,
    body: str = "panel/components/confirm.html",
    extra: Mapping[str, object] | None = None,
) -> HttpResponse:
    """Ask before what cannot be undone or touches the partner: the verb posts `hidden` to `url`.

    Link to it with `<a href="…" data-sp-dialog>`. A dialog with fields extends `panel/components/confirm.html` (block
    `inside`) and is named in `body`; what it shows beside comes in `extra`.
    """
    values = {
        **(extra or {}),
        "title": title,
        "verb": verb,
        "url": url,
        "consequences": consequences,
        "hidden": hidden,
        "back": back,
        "is_danger": is_danger,
        "body": body,
        "fetched": htmx_partial(request),
    }
    return render(request, "panel/confirm.html", values, part=body)
