"""What the check says where no word of the shop's list is behind a finding."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from app.model import Bilingual

SAYS: Mapping[str, Bilingual] = MappingProxyType(
    {
        "leftover": Bilingual(
            "模板里没填完的地方，请补上或删掉。", "A place that was never filled in: complete it or delete it."
        ),
        "too_long": Bilingual(
            "超过 eBay 的 2000 个字符，请写短些，或分成两条发。",
            "Longer than eBay's 2,000 characters: please shorten it or send it in two parts.",
        ),
        "wrong_language": Bilingual(
            "语言和要发出的语言不一致，请改成买家看得懂的语言。",
            "Not the language that this reply is sent in: write it in the buyer's language.",
        ),
        "contact_data": Bilingual(
            "不要在消息里写电话或邮箱，请改成“请直接在这里回复我们”。",
            'No phone number or e-mail address. Say "Please reply to us here" instead.',
        ),
        "off_platform_contact": Bilingual(
            "不能把买家引到平台外联系。请改成“我们就在这里沟通，有结果在这里回复您”。",
            'Do not lead the buyer off the platform. Say "Let us keep it here; we will reply in this chat".',
        ),
        "off_platform_payment": Bilingual(
            "钱只走平台。请改成“我们通过平台退给您”或“请在订单里付款”。",
            'Money stays on the platform. Say "We will refund you through the order" instead.',
        ),
        "absolute_claim": Bilingual(
            "这样的说法广告法不许、也没法证明。请换成看得见的事实：成分、尺寸、质保几年。",
            "A claim that nobody can prove and advertising rules forbid. Say a fact: what it is made of, its size, "
            "its warranty.",
        ),
        "outside_link": Bilingual(
            "不要放站外链接；物流单号买家可以在订单页查。",
            "No links off the platform; buyers can track the parcel from the order page.",
        ),
        "review_bargain": Bilingual(
            "不能拿退款、红包或威胁换评价。先把问题解决，评价由买家自己决定。",
            "Never trade money, gifts or threats for a review. Solve the problem first; "
            "the review is the buyer's own decision.",
        ),
        "overpromise": Bilingual(
            "这样的保证不一定做得到。只写规则允许的：做什么、到什么时候、查好后怎么回复。",
            "Such a promise may not be kept. Write only what the rules give: what is done, by when, "
            "and how you will report back.",
        ),
        "not_granted": Bilingual(
            "按这单的判定，这一项不能答应。请改成能给的办法，或交主管决定。",
            "The decision on this order does not grant this. Offer what it does grant, or ask the supervisor.",
        ),
        "amount_too_high": Bilingual(
            "金额高于这单判定的金额。请按判定的金额写，需要多给请先交主管。",
            "More than the decision on this order gives. Write the decided amount, or ask the supervisor first.",
        ),
        "amount_differs": Bilingual(
            "金额和这单判定的不一样，请核对后再发。",
            "Not the amount that was decided on this order: check it before you send.",
        ),
        "too_soon": Bilingual(
            "比规则给的期限早。请写判定里的期限，免得说了做不到。",
            "Sooner than the deadline that the rule gives. Write that deadline, so that the promise holds.",
        ),
    }
)

TONE_SAYS: Mapping[str, Bilingual] = MappingProxyType(
    {
        "rude": Bilingual(
            "这句听起来冷淡或不耐烦。先接住买家的感受，再说能做什么，比如“让您久等了，我现在就去查，六点前回复您”。",
            "This sounds cold or impatient. Take up what the buyer feels, then say what you can do, "
            'such as "I see how annoying this is; I am checking it now and will write by six".',
        ),
        "blame": Bilingual(
            "这句听起来像在怪买家。只说看到的情况，再给办法，比如“订单里选的是 M 码，给您换成 L 码可以吗”。",
            "This sounds as if the buyer were at fault. Say only what can be seen and offer a way out, "
            'such as "The order shows size M; shall we exchange it for an L?".',
        ),
    }
)
"""What is said of a sentence that sounds unkind, by how it sounds."""
