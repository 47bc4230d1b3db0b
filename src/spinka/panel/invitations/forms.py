"""The form that invites a contractor."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from spinka.accounts.models import Language
from spinka.connect.services.invitations import LONGEST_MESSAGE


class InviteForm(forms.Form):
    """Whom, into which integration, in which language, and a few words of one's own."""

    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("The link in the mail is for this address alone and works for 30 days."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    integration = forms.TypedChoiceField(label=_("Integration"), coerce=int)
    language = forms.ChoiceField(label=_("Language of the mail"), choices=Language.choices)
    message = forms.CharField(
        label=_("Message"),
        required=False,
        max_length=LONGEST_MESSAGE,
        help_text=_("Your own words, shown in the mail and on the page of the invitation."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, integrations: dict[int, str], **more: Any) -> None:
        super().__init__(*args, **more)
        choice = self.fields["integration"]
        assert isinstance(choice, forms.TypedChoiceField)
        choice.choices = list(integrations.items())
