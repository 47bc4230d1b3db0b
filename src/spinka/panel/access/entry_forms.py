"""Forms of signing up, confirming, and a new password."""

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from spinka.accounts.models import Language, User
from spinka.core.errors import BadParameters
from spinka.panel.fields import Code
from spinka.signup.services import checked_tax_number


def _new_password(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        strip=False,
        max_length=1000,
        help_text=_("At least 10 characters; not a common word, not your name or e-mail."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class SignUp(forms.Form):
    """The company, its NIP, and who signs in."""

    company = forms.CharField(
        label=_("Company"), max_length=160, widget=forms.TextInput(attrs={"autocomplete": "organization"})
    )
    tax_number = Code(label=_("NIP"), max_length=30, widget=forms.TextInput(attrs={"inputmode": "numeric"}))
    email = forms.EmailField(
        label=_("E-mail"), max_length=150, widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )
    password = _new_password(_("Password"))
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)

    def clean_tax_number(self) -> str:
        """A NIP whose check digit is right."""
        try:
            return checked_tax_number(str(self.cleaned_data["tax_number"]))
        except BadParameters as error:
            raise forms.ValidationError(gettext("This is not a NIP; check its digits.")) from error

    def clean(self) -> dict[str, Any]:
        """The password is judged beside the name and the e-mail."""
        values = super().clean() or {}
        if values.get("password"):
            person = User(email=values.get("email", ""), name=values.get("company", ""))
            try:
                password_validation.validate_password(values["password"], person)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return values


class Confirm(forms.Form):
    """The password chosen when signing up."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class AskForPassword(forms.Form):
    """Where the mail goes."""

    email = forms.EmailField(
        label=_("E-mail"), max_length=150, widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )


class ChoosePassword(forms.Form):
    """A new password, once: it can be asked for again."""

    password = _new_password(_("New password"))

    def clean_password(self) -> str:
        """Not too short and not a common word."""
        value = str(self.cleaned_data["password"])
        password_validation.validate_password(value)
        return value
