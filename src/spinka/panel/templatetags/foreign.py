"""The filter that shows foreign HTML: `{% load foreign %}`, then `<div hx-ignore>{{ text|sanitised }}</div>`."""

from django import template
from django.utils.safestring import SafeString

from spinka.panel.sanitiser import clean_html

register = template.Library()


@register.filter
def sanitised(value: object) -> SafeString:
    """Foreign HTML through the allow-list (R41)."""
    return clean_html(str(value or ""))
