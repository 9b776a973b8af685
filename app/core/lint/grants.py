"""What a text grants: the words by which a refund, a return, postage, a difference or a cancellation is promised."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.core.lint.terms import Terms
from app.core.pattern import Pattern
from app.model import Span

REFUSED = frozenset({"expired", "not_eligible"})
GAP = "[^，,。；;！!?？]"
SHOP = "(?:我们|店里|店家|本店|商家|卖家|小店|我)"
POSTAGE = "(?:运费|邮费|快递费)"
PART = r"(?![^，,。！!?？]{0,14}(?:\d|[一二两三四五六七八九十百半]|部分|差|运|邮))"
"""No sum, part, difference or postage follows: a refund of less is decided by other rules."""
PART_EN = r"(?![^.!?,]{0,24}(?:\d|part|half|difference|postage|shipping|extra|overpaid|too much))"
FULL_REFUND = (
    rf"全额(?:退|给您退)|全款退|退(?:您)?全款|全部退给?您|(?:全额|全款|全数|如数|原价|一分(?:钱)?不少){GAP}{{0,5}}退"
    rf"|退{GAP}{{0,4}}(?:全款|全额|全数|一分不少)"
    rf"|(?:钱|货款){GAP}{{0,4}}(?:照样?|都|全)退"
    rf"|(?:直接|照样?|现在就|马上|立刻){GAP}{{0,2}}(?:给|帮|为)您{GAP}{{0,2}}退(?:款|钱)?(?![货换回差运邮]){PART}"
    r"|(?:full|complete|entire|total) refund|refund (?:you )?(?:in full|everything|the (?:full|entire|whole|total))"
    r"|(?:give|get|send|pay|have)(?: you)? (?:it all|all of it|everything|the lot|the whole (?:amount|sum|price)) back"
    r"|money back in full|all (?:of )?your money(?: back)?|every (?:penny|cent)(?: back)?"
    rf"|(?:you'll|you will|you) (?:\w+ )?(?:get|have|receive) your money(?: back)?{PART_EN}"
    rf"|(?:i|we)(?:'ll| will| can)(?: (?:still|gladly|happily|just|simply|of course|certainly))?"
    rf" refund(?: you| it| this| your order)?(?! the){PART_EN}"
    rf"|(?:issued|processed|approved|sent|started|arranged)(?: you)? (?:your|a|the) refund{PART_EN}"
    r"|refund for the (?:whole|entire|full|complete) (?:order|amount|price)"
)
BACK = r"(?:[寄退发拿送]回(?:来|去|给我们)?|退过来|寄过来)"
RETURN = (
    r"可以(?:给您)?(?:无理由)?退(?:货|换)|(?:同意|支持|接受|给您)(?:无理由)?退货|免费退换|照样?退|直接申请退货"
    rf"|{BACK}{GAP}{{0,4}}[，,]?{GAP}{{0,6}}退(?!货地址|回)|[退换]都(?:行|可以|没问题)|想退就退|可以退的?(?=[，,]|$)"
    r"|(?:can|may|welcome to|free to) (?:still )?(?:return|send) (?:it|them|the item)(?: back)?"
    r"|(?:accept|take) (?:the|your|this) return|take it back|have it back"
    r"|(?:send|post|ship|return|mail|pop) (?:it|them|the \w+)(?: back)?[^.!?]{0,20}(?:refund|your money)"
)
FREE_POSTAGE = (
    rf"{POSTAGE}{GAP}{{0,3}}(?:都|全)?(?:由|算)?{SHOP}(?:来|头上)?(?:出|承担|付|的|报销|补|包|掏|担|来(?![查问看核确]))"
    rf"|{SHOP}(?:来)?(?:出|承担|付|报销|包|掏)(?:来回|退货|这个|这笔)?(?:的)?{POSTAGE}|免费上门取|{POSTAGE}(?:退|补)给?您"
    rf"|{POSTAGE}{GAP}{{0,3}}(?:不用|不必|无需|不需要|用不着)(?:您|你)?(?:管|操心|出|付|掏|承担|担心|花)"
    rf"|(?:不用|不必|无需|不收)(?:您|你)?{GAP}{{0,2}}(?:出|付|掏|承担|的)?{POSTAGE}|免(?:您)?{POSTAGE}|到付{GAP}{{0,3}}给我们"
    r"|(?:we|we'll|shop|i|i'll) (?:will )?(?:pay|cover|reimburse|refund)(?: you)?"
    r" (?:for )?(?:the |your )?(?:return )?(?:postage|shipping)"
    r"|free return(?: label| shipping| postage)?|prepaid (?:return )?label|return label free"
    r"|(?:postage|shipping|return)[^.!?]{0,12} on us"
    r"|(?:postage|shipping)[^.!?]{0,20}(?:at our cost|at our expense|free of charge|taken care of)"
    r"|(?:email|mail|send|give|print|get) you a (?:return |shipping |postage )?label"
    r"|return[^.!?]{0,12} costs? you nothing"
    r"|(?:return|send it back)[^.!?]{0,12}(?:for free|at no cost|free of charge)"
)
DIFFERENCE = (
    r"(?:退|补|返)(?:给)?您?(?:这?个?)差(?:价|额)?|差价(?:给您|可以|能)?(?:退|补|返)"
    rf"|(?:差价|差额|价差|降价的部分|降的钱?|差的钱?|多付的钱?|多花的钱?|多收的钱?|贵的那?部分){GAP}{{0,6}}(?:退|补|返)"
    rf"|(?:退|补|返){GAP}{{0,4}}(?:差额|价差|差价|多付|多花)|按(?:现在|现价|新价|活动价|降价后){GAP}{{0,6}}(?:算|退|补|来)"
    rf"|(?:降|差|贵|多付|多花)了?多少{GAP}{{0,8}}(?:退|补|返)"
    r"|(?:refund|pay|return|credit|cover|make up)(?: you)?(?: back)?(?: for)? the (?:price )?(?:difference|gap)"
    r"|give (?:you )?(?:back )?the (?:price )?difference|match (?:the|that|our) (?:new|lower|current|sale) price"
    r"|(?:pay|give|refund|send|return|credit)(?: you)?(?: back)? (?:what|whatever|the (?:amount|extra|money|rest))"
    r"(?: that)? ?(?:you )?(?:'ve )?(?:overpaid|paid (?:extra|over|too much|more))"
)
COMPENSATION = (
    rf"(?:赔|补偿)(?:给|付)?您|给您{GAP}{{0,2}}(?:赔|补偿)|(?:赔偿|补偿|赔付|违约金){GAP}{{0,4}}(?:给您|打给|发给)"
    rf"|(?:赔偿|补偿|赔付)(?:您|你)?(?:\d|百分之)|compensat(?:e|ion)"
    r"|(?:pay|give) you[^.!?]{0,20}(?:for the delay|for being late|as a penalty)"
)
CANCELLED = (
    rf"(?:已经?|给您|可以)(?:取消|撤单|撤销)|(?:已|帮您|为您|给您){GAP}{{0,6}}(?:取消|撤单|撤掉|撤了)"
    r"|(?:(?:have|can|will|just) |i've |we've |i'll |we'll |been |now )"
    r"(?:cancel(?:led|ed)?|called? off|stop(?:ped)? the order)"
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
COMPILED = {rule: Pattern(pattern) for rule, pattern in GRANTS.items()}


def find_grants(text: str, terms: Terms) -> Iterator[Span]:
    """Yield where a folded sentence grants what the terms refuse."""
    for rule, outcome in terms.outcomes.items():
        others = (terms.outcomes.get(other) for other in ALSO_GRANTS.get(rule, ()))
        if outcome not in REFUSED or rule not in COMPILED or "eligible" in others:
            continue
        for match in COMPILED[rule].finditer(text):
            yield match.span()
