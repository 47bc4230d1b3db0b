"""Forms of the person's own settings."""

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from spinka.accounts.models import Language, User

THEMES = [("auto", _("As the system")), ("light", _("Light")), ("dark", _("Dark"))]
DENSITIES = [("comfortable", _("Comfortable")), ("compact", _("Compact"))]


class Preferences(forms.Form):
    """How the panel looks to this person."""

    name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)
    theme = forms.ChoiceField(label=_("Theme"), choices=THEMES, widget=forms.RadioSelect)
    density = forms.ChoiceField(
        label=_("Row height"),
        choices=DENSITIES,
        widget=forms.RadioSelect,
        help_text=_("Compact rows show more of a list at once."),
    )


class ChangePassword(forms.Form):
    """The old password once and the new one twice."""

    old_password = forms.CharField(
        label=_("Current password"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new_password = forms.CharField(
        label=_("New password"),
        strip=False,
        max_length=1000,
        help_text=_("At least 10 characters; not a common word, not your name or e-mail."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    repeated = forms.CharField(
        label=_("New password again"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_old_password(self) -> str:
        """The current password must be known to whoever changes it."""
        value = str(self.cleaned_data["old_password"])
        if not self.user.check_password(value):
            raise forms.ValidationError(gettext("This is not your current password."))
        return value

    def clean_new_password(self) -> str:
        """The installation's rules for passwords."""
        value = str(self.cleaned_data["new_password"])
        password_validation.validate_password(value, self.user)
        return value

    def clean_repeated(self) -> str:
        """Both must be the same."""
        value = str(self.cleaned_data["repeated"])
        if "new_password" in self.cleaned_data and value != self.cleaned_data["new_password"]:
            raise forms.ValidationError(gettext("The two passwords differ."))
        return value
