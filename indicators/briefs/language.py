"""The language of paragraph templates. No Django.

A text has words, figures `{path|规则 参数}` and choices `[[如果 条件：文字|否则：文字]]`; a paragraph has a
condition of its own (`when`). `check` says what is wrong with them before they are stored, `applies` and
`render` use them with facts. `rules.RULES` lists the word rules, `conditions` what a condition may say.
"""

from .checking import Fault, check
from .rendering import Dropped, LanguageError, Rendered, applies, render

__all__ = ["Dropped", "Fault", "LanguageError", "Rendered", "applies", "check", "render"]
