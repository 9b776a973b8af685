"""Figures that stand in a reply's own words although they belong to the policy: days, hours, sums, percentages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.core.pattern import Pattern

_NAMES = Pattern(r"“[^“”\n]{1,30}”|「[^「」\n]{1,30}」|\"[^\"\n]{1,30}\"")
"""What stands in quotation marks is what a button says, not a promise: “七天无理由”."""
_DIGITS = r"[0-9０-９]+(?:[.,．，][0-9０-９]+)*"
_ZH_UNIT = r"(?:个?工作日|个?小时|分钟|天|日(?!期|常|子|历)|周|个?星期|个月|元|块钱|折)"
_ZH_WORD = r"[一二两三四五六七八九十百千]"
_EN_WORD = (
    r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|fifteen|twenty|twenty-four|thirty"
    r"|forty-eight|seventy-two)"
)
_EN_SPAN = r"(?:(?:business|working|calendar)[ -])?(?:day|hour|minute|week|month)s?\b"
_FIGURE = Pattern(
    rf"百分之{_ZH_WORD}+|{_DIGITS}\s*(?:%|％)"
    rf"|{_DIGITS}\s*{_ZH_UNIT}"
    # 一天 is also "one day" in a story; only with 内 it is a limit.
    rf"|(?:{_ZH_WORD}{{2,}}|[二两三四五六七八九十]|半(?=个?小时|个月))\s*{_ZH_UNIT}|一\s*{_ZH_UNIT}(?=之?内|以内)"
    rf"|(?<![\w.]){_DIGITS}[ -]?{_EN_SPAN}|\b{_EN_WORD}[ -]{_EN_SPAN}|(?<=within )(?:one|an?) {_EN_SPAN}"
    rf"|{_DIGITS} ?(?:per ?cent|yuan|dollars?|pounds?|euros?|USD|CNY|RMB|GBP|EUR|AUD|CAD)\b"
    rf"|(?:[$£€¥￥]|\b(?:USD|CNY|RMB|GBP|EUR|AUD|CAD)) ?{_DIGITS}",
    re.IGNORECASE,
)


def find_loose_figures(text: str) -> Iterator[str]:
    """Yield each time limit, sum or percentage of a line's own words, as it is written there.

    Step counts, sizes and other bare numbers promise nothing and are passed over.
    """
    for found in _FIGURE.finditer(_NAMES.sub("“”", text)):
        yield found[0].strip()
