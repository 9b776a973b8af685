"""What a text grants: the words by which a refund, a return, postage, a difference or a cancellation is promised."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from app.core.lint.terms import Terms
from app.model import Span

REFUSED = frozenset({"expired", "not_eligible"})
GAP = "[^，,。；;！!?？]"
SHOP = "(?:我们|店里|店家|本店|商家|卖家|小店|我)"
POSTAGE = "(?:运费|邮费|快递费)"
FULL_REFUND = (
    rf"全额(?:退|给您退)|全款退|退(?:您)?全款|全部退给?您|(?:全额|全款|全数|如数|原价|一分(?:钱)?不少){GAP}{{0,5}}退"
    rf"|退{GAP}{{0,4}}(?:全款|全额|全数|一分不少)"
    r"|(?:full|complete|entire|total) refund|refund (?:you )?(?:in full|everything|the (?:full|entire|whole|total))"
    r"|money back in full|all (?:of )?your money(?: back)?|every (?:penny|cent)(?: back)?"
)
RETURN = (
    r"可以(?:给您)?(?:无理由)?退(?:货|换)|(?:同意|支持|接受|给您)(?:无理由)?退货|免费退换|照退|直接申请退货"
    rf"|[寄退发]回来{GAP}{{0,4}}[，,]?{GAP}{{0,5}}退"
    r"|(?:can|may|welcome to|free to) (?:still )?(?:return|send) (?:it|them|the item)(?: back)?"
    r"|accept (?:the|your|this) return"
    r"|(?:send|post|ship|return) (?:it|them|the item)(?: back)?[^.!?]{0,20}refund"
)
FREE_POSTAGE = (
    rf"{POSTAGE}(?:都|全)?(?:由|算)?{SHOP}(?:来)?(?:出|承担|付|的|报销|补|包)"
    rf"|{SHOP}(?:来)?(?:出|承担|付|报销|包)(?:来回|退货)?(?:的)?{POSTAGE}|免费上门取|{POSTAGE}(?:退|补)给?您"
    r"|(?:we|we'll|shop) (?:will )?(?:pay|cover|reimburse)(?: you)?"
    r" (?:for )?(?:the |your )?(?:return )?(?:postage|shipping)"
    r"|free return(?: label| shipping)?|prepaid label|return label free|(?:postage|shipping|return)[^.!?]{0,12} on us"
    r"|(?:postage|shipping)[^.!?]{0,20}(?:at our cost|at our expense|free of charge)"
)
DIFFERENCE = (
    r"(?:退|补|返)(?:给)?您?(?:这?个?)差价|差价(?:给您|可以|能)?(?:退|补|返)"
    rf"|(?:差价|差额|价差|降价的部分|多付的钱?|多花的钱?){GAP}{{0,4}}(?:退|补|返)"
    rf"|(?:退|补|返){GAP}{{0,4}}(?:差额|价差|多付)"
    r"|(?:refund|pay|return|credit)(?: you)?(?: back)? the (?:price )?difference"
    r"|give (?:you )?(?:back )?the (?:price )?difference"
)
COMPENSATION = (
    rf"(?:赔|补偿)(?:给)?您|给您(?:赔|补偿)|(?:赔偿|补偿|赔付){GAP}{{0,4}}(?:给您|打给|发给)|compensat(?:e|ion)"
)
CANCELLED = (
    rf"(?:已经?|给您|可以)取消|(?:已|帮您|为您|给您){GAP}{{0,6}}取消"
    r"|(?:(?:have|can|will) |i've |we've |i'll |we'll |been |now )cancel(?:led|ed)?"
)
GRANTS: Mapping[str, str] = {
    "no_reason_return": rf"{FULL_REFUND}|{RETURN}",
    "quality_claim": rf"{FULL_REFUND}|{RETURN}",
    "ebay_return": rf"{FULL_REFUND}|{RETURN}",
    "ebay_not_received": FULL_REFUND,
    "ebay_cancel": CANCELLED,
    "price_protection": DIFFERENCE,
    "return_postage": FREE_POSTAGE,
    "late_shipment": COMPENSATION,
}
"""What a text may promise only where the rule gives it."""
ALSO_GRANTS: Mapping[str, frozenset[str]] = {
    "no_reason_return": frozenset({"quality_claim", "ebay_return", "ebay_not_received"}),
    "quality_claim": frozenset({"no_reason_return", "ebay_return"}),
    "ebay_return": frozenset({"quality_claim", "ebay_not_received"}),
    "ebay_not_received": frozenset({"ebay_return", "quality_claim"}),
}
"""Other rules that give the same: where one of them says yes, a refusal by this one does not count."""
COMPILED = {rule: re.compile(pattern) for rule, pattern in GRANTS.items()}


def find_grants(text: str, terms: Terms) -> Iterator[Span]:
    """Yield where a folded sentence grants what the terms refuse."""
    for rule, outcome in terms.outcomes.items():
        others = (terms.outcomes.get(other) for other in ALSO_GRANTS.get(rule, ()))
        if outcome not in REFUSED or rule not in COMPILED or "eligible" in others:
            continue
        for match in COMPILED[rule].finditer(text):
            yield match.span()
