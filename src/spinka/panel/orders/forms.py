"""Forms of an order: addresses and notes, status, payment, parcel."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from spinka.orders.draft import ORDER_LENGTHS, OrderFields
from spinka.orders.models import Order, OrderStatus, OrderStatusGroup
from spinka.panel.fields import Amount, Code
from spinka.panel.orders.words import COURIERS
from spinka.shipments.services import EXTENSIONS, MOST_LABEL_BYTES, LabelFile

SEEN = _("The supplier sees this.")
PRIVATE = _("Only you see this.")


def _text(name: str, label: Any, *, autocomplete: str = "", hint: Any = "", rows: int = 0) -> forms.CharField:
    widget: forms.Widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    if autocomplete:
        widget.attrs["autocomplete"] = autocomplete
    return forms.CharField(
        label=label, required=False, max_length=ORDER_LENGTHS[name], widget=widget, help_text=hint, strip=True
    )


class EditOrder(forms.Form):
    """Contact, addresses and notes; `version` is the order's when the form was drawn."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    delivery_fullname = _text("delivery_fullname", _("Recipient"), autocomplete="shipping name")
    delivery_company = _text("delivery_company", _("Company"), autocomplete="shipping organization")
    delivery_address = _text("delivery_address", _("Street and number"), autocomplete="shipping street-address")
    delivery_postcode = _text("delivery_postcode", _("Postcode"), autocomplete="shipping postal-code")
    delivery_city = _text("delivery_city", _("City"), autocomplete="shipping address-level2")
    delivery_country_code = _text("delivery_country_code", _("Country"), autocomplete="shipping country")
    delivery_point_name = _text("delivery_point_name", _("Pick-up point"))
    delivery_method = _text("delivery_method", _("Delivery method"))
    email = _text("email", _("E-mail"), autocomplete="email")
    phone = _text("phone", _("Phone"), autocomplete="tel")
    want_invoice = forms.BooleanField(label=_("Wants an invoice"), required=False)
    invoice_fullname = _text("invoice_fullname", _("Name"), autocomplete="billing name")
    invoice_company = _text("invoice_company", _("Company"), autocomplete="billing organization")
    invoice_nip = Code(label=_("Tax number"), required=False, max_length=ORDER_LENGTHS["invoice_nip"])
    invoice_address = _text("invoice_address", _("Street and number"), autocomplete="billing street-address")
    invoice_postcode = _text("invoice_postcode", _("Postcode"), autocomplete="billing postal-code")
    invoice_city = _text("invoice_city", _("City"), autocomplete="billing address-level2")
    invoice_country_code = _text("invoice_country_code", _("Country"), autocomplete="billing country")
    user_comments = _text("user_comments", _("Buyer's comments"), hint=SEEN, rows=3)
    extra_field_1 = _text("extra_field_1", _("Extra field 1"), hint=SEEN)
    extra_field_2 = _text("extra_field_2", _("Extra field 2"), hint=SEEN)
    admin_comments = _text("admin_comments", _("Internal note"), hint=PRIVATE, rows=3)

    def __init__(self, *args: Any, is_received: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_received:
            for name in ("user_comments", "extra_field_1", "extra_field_2"):
                self.fields[name].help_text = ""

    @classmethod
    def of(cls, order: Order, *, is_received: bool) -> "EditOrder":
        """The form with the order's values."""
        return cls(initial={name: getattr(order, name) for name in cls.base_fields}, is_received=is_received)

    def clean_email(self) -> str:
        """An address that can be written to, or none."""
        value = str(self.cleaned_data["email"])
        if value:
            forms.EmailField().clean(value)
        return value

    def clean_delivery_country_code(self) -> str:
        """Two letters."""
        return self._country("delivery_country_code")

    def clean_invoice_country_code(self) -> str:
        """Two letters."""
        return self._country("invoice_country_code")

    def _country(self, name: str) -> str:
        value = str(self.cleaned_data[name]).upper()
        if value and not (len(value) == 2 and value.isascii() and value.isalpha()):
            raise forms.ValidationError(gettext("Write the country as two letters, e.g. PL."))
        return value

    def fields_to_write(self) -> OrderFields:
        """What the service is asked to write; it keeps what did not change."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return cast(OrderFields, values)


class ChangeStatus(forms.Form):
    """One of the account's statuses."""

    status_id = forms.TypedChoiceField(label=_("New status"), coerce=int)

    def __init__(
        self, *args: Any, statuses: Sequence[OrderStatus], groups: Sequence[OrderStatusGroup], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["status_id"]
        assert isinstance(field, forms.TypedChoiceField)
        # Statuses of the main group stand first and alone, the others under the names of theirs.
        choices: list[Any] = [(row.pk, row.name) for row in statuses if row.group_id is None]
        for group in groups:
            inside = [(row.pk, row.name) for row in statuses if row.group_id == group.pk]
            if inside:
                choices.append((group.name, inside))
        field.choices = choices


class SetPayment(forms.Form):
    """How much is paid in all."""

    amount = Amount(
        label=_("Paid in all"), min_value=0, help_text=_("The whole amount paid so far, not a further one.")
    )
    comment = forms.CharField(label=_("Comment"), required=False, max_length=200)


class AddParcel(forms.Form):
    """A parcel made elsewhere: courier, number, label."""

    courier_code = forms.ChoiceField(label=_("Courier"), choices=list(COURIERS.items()))
    courier_name = forms.CharField(
        label=_("Courier's name"), required=False, max_length=60, help_text=_("Only for another courier.")
    )
    number = forms.CharField(
        label=_("Tracking number"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    tracking_url = forms.CharField(
        label=_("Tracking page"), required=False, max_length=255, help_text=_("An address that begins with https://.")
    )
    is_return = forms.BooleanField(label=_("A return parcel"), required=False)
    label = forms.FileField(
        label=_("Label"), required=False, help_text=_("PDF, PNG, GIF, HTML, EPL, ZPL or DPL, at most 2 MB.")
    )

    def clean_tracking_url(self) -> str:
        """An address of the web."""
        value = str(self.cleaned_data["tracking_url"]).strip()
        if value and not value.lower().startswith(("https://", "http://")):
            raise forms.ValidationError(gettext("An address begins with https://."))
        return value

    def clean_label(self) -> LabelFile | None:
        """The label's kind by its name, its bytes."""
        given = self.cleaned_data["label"]
        if not isinstance(given, UploadedFile):
            return None
        extension = (given.name or "").rpartition(".")[2].lower()
        if extension not in EXTENSIONS:
            known = ", ".join(sorted(EXTENSIONS))
            raise forms.ValidationError(gettext("A label is one of these files: %(known)s.") % {"known": known})
        if (given.size or 0) > MOST_LABEL_BYTES:
            raise forms.ValidationError(gettext("The label is larger than 2 MB."))
        return LabelFile(extension, given.read())
