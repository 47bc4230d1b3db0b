"""Accepting a supplier's terms before joining: the text of now, ticked by a person (R34)."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from spinka.panel.changes import mark_of


class AgreementForm(forms.Form):
    """The tick under the terms; without terms there is nothing to tick. `mark` goes along hidden with the text shown."""

    accepts_terms = forms.BooleanField(
        label=_("I accept these terms"),
        error_messages={"required": _("The supplier takes only contractors who accept its terms.")},
    )

    def __init__(self, data: Any = None, *, terms: str) -> None:
        super().__init__(data)
        self.terms = terms
        if not terms:
            del self.fields["accepts_terms"]

    @property
    def mark(self) -> str:
        """Changes whenever the text does."""
        return mark_of(self.terms)

    def clean(self) -> dict[str, Any]:
        """Refuse a tick given to another text than the one of now."""
        values = super().clean() or self.cleaned_data
        if self.terms and values.get("accepts_terms") and self.data.get("terms") != self.mark:
            self.add_error(
                "accepts_terms", gettext("The supplier changed its terms in the meantime. Read them and accept again.")
            )
        return values

    def show_anew(self) -> None:
        """Take the tick back, so that changed terms are read before they are accepted."""
        if self.data.get("terms") != self.mark:
            self.data = {name: value for name, value in self.data.items() if name != "accepts_terms"}
