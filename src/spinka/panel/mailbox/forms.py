"""The form of the account's own mailbox."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from spinka.messaging.models import Security

SECURITIES = (
    (Security.STARTTLS, _("STARTTLS (usually port 587)")),
    (Security.TLS, _("TLS from the start (usually port 465)")),
    (Security.NONE, _("None (only servers the operator allows)")),
)


class MailboxForm(forms.Form):
    """A mail server with what it asks for, and the address mails leave from."""

    from_address = forms.EmailField(
        label=_("Sender's address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    from_name = forms.CharField(label=_("Sender's name"), max_length=100, required=False)
    host = forms.CharField(
        label=_("Mail server (SMTP)"),
        max_length=253,
        widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": "smtp.example.com"}),
    )
    port = forms.IntegerField(
        label=_("Port"), min_value=1, max_value=65535, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    security = forms.ChoiceField(label=_("Encryption"), choices=SECURITIES)
    user = forms.CharField(
        label=_("User"), max_length=254, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=500,
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, has_password: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if has_password:
            self.fields["password"].help_text = _("Left empty, what is stored stays.")
