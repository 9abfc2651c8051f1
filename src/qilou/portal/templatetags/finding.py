"""What was typed, marked where it stands in what was found."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from qilou.kernel.search import marked as pieces_of
from qilou.kernel.templatetags.words import say

register = template.Library()


@register.simple_tag
def marked(words: object, typed: str) -> SafeString:
    """Words in the reader's language with what was typed in `<mark>`."""
    pieces = pieces_of(typed, str(say(words)))
    return format_html_join("", "{}", ((format_html("<mark>{}</mark>", one) if hit else one,) for one, hit in pieces))
