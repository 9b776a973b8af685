"""Phone numbers, e-mail addresses, accounts and links, plain or in disguise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from app.core.lint.sight import Sight
from app.core.pattern import Pattern
from app.model import Platform, Span

Found = tuple[str, bool, Span]
"""A code, whether it is disguised, and where in the typed text."""

SEP = r"[\s._*·/~()、-]{0,3}"
DIGIT = r"[0-9oli零〇一幺二两三四五六七八九壹贰叁肆伍陆柒捌玖洞拐]"
SPEAKS = "one|two|three|four|five|six|seven|eight|nine|zero|oh|double|triple"
PLAIN_MOBILE = Pattern(r"(?<![a-z\d.-])(?:\+?86[\s-]?)?1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?!\d)")
MOBILE = Pattern(
    rf"(?<![a-z0-9零一二三四五六七八九])(?<!\d[.-])[1li一幺壹](?:{SEP}|，|,\s?)[3-9三四五六七八九叁肆伍陆柒捌玖]"
    rf"(?:(?:{SEP}|，|,\s?){DIGIT}){{9}}(?![a-z0-9零一二三四五六七八九])(?![.-]\d)"
)
"""A mobile number of eleven digits that may be parted, written in Chinese or with letters that look like digits."""
PHONES = (
    PLAIN_MOBILE,
    Pattern(r"(?<![\w-])0\d{2,3}[-\s]\d{7,8}(?![\d-])", re.ASCII),
    Pattern(r"(?<![\w-])[48]00[-\s]?\d{3}[-\s]?\d{4}(?![\d-])", re.ASCII),
    Pattern(r"(?<![\w+])\+\d{1,3}[\s-]?\(?\d{1,4}\)?(?:[\s-]?\d{2,4}){2,4}(?!\d)", re.ASCII),
    Pattern(r"(?<![\w-])\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}(?![\w-])", re.ASCII),
    Pattern(r"(?<![\w-])0\d{2,4} \d{3,4} ?\d{3,4}(?![\w-])", re.ASCII),
    Pattern(r"(?<![\w-])0(?:[ .-]\d){9,10}(?![\w-])", re.ASCII),
    Pattern(
        r"(?:\b(?:tel|phone|mobile|cell|fax)\b|电话|手机|座机|热线)(?:号码?)?\s*(?:no\.?|number|is|[:：是为])\s*\+?\d[\d\s()-]{5,}\d"
    ),
)
SPOKEN = Pattern(rf"\b(?:(?:{SPEAKS})[\s-]+){{6,}}(?:{SPEAKS})\b")
SIGN = r"(?:\s*@\s*|\s*[(\[{<]\s*(?:at|@|a)\s*[)\]}>]\s*|\s*(?:艾特|圈a|小老鼠)\s*)"
DOT = r"(?:\s*\.\s*|\s*[(\[{<]\s*(?:dot|\.)\s*[)\]}>]\s*|\s+dot\s+|\s*点\s*)"
SPELLED = r"(?:[a-z0-9._-]{1,40}|[a-z0-9](?:\s[a-z0-9]){1,30})"
ENDS = (
    "com|cn|net|org|edu|co|uk|de|fr|io|me|info|biz|shop|store|site|online|top|vip|xyz|cc|link|club|app|hk|tw|eu|us|ru"
    "|example"
)
MAILERS = "gmail|hotmail|outlook|yahoo|qq|foxmail|icloud|proton"
PLAIN_EMAIL = Pattern(r"(?<![a-z0-9._%+-])[a-z0-9._%+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4}")
HIDDEN_EMAILS = (
    Pattern(rf"(?<![a-z0-9]){SPELLED}{SIGN}{SPELLED}{DOT}(?:{ENDS})(?![a-z0-9])"),
    Pattern(rf"(?<![a-z0-9]){SPELLED}\s+at\s+{SPELLED}\s+dot\s+(?:{ENDS})(?![a-z0-9])"),
    Pattern(rf"(?<![a-z0-9])[a-z0-9._-]{{2,40}}(?:{SIGN}|\s+at\s+)(?:{MAILERS})(?![a-z0-9])"),
    Pattern(rf"(?<![a-z0-9])[a-z0-9._-]{{2,40}}{SIGN}(?:163|126)(?![a-z0-9])"),
)
"""An address that is spelled out. “At” and a plain dot are none: a return is started at ebay.com."""
LINKS = (
    Pattern(r"(?:h[tx]{2}ps?\s?:\s?/\s?/|www\s?\.)\s?[^\s\u3000-\u9fff，。；！？）]+"),
    Pattern(
        rf"(?<![a-z0-9@.])(?:[a-z0-9-]+\.)+(?:{ENDS}|ly|gl|gd|to|tb)(?![a-z0-9])(?:/[^\s\u3000-\u9fff，。；！？）]*)?"
    ),
    Pattern(rf"(?<![a-z0-9])[a-z0-9-]{{2,40}}(?:\s+dot\s+|\s*点\s*|\s\.\s)(?:{ENDS})(?![a-z0-9])"),
    Pattern(r"(?<![a-z0-9@.])t\.cn/\w+"),
)
HEADS = Pattern(r"^(?:https?://)?(?:www\.)?")
OWN_HOSTS: dict[Platform, tuple[str, ...]] = {
    "taobao": ("taobao.com", "tmall.com"),
    "tmall": ("tmall.com", "taobao.com"),
    "jd": ("jd.com",),
    "pdd": ("pinduoduo.com", "yangkeduo.com"),
    "ebay": ("ebay.com", "ebay.co.uk", "ebay.de", "ebay.com.au", "ebay.ca", "ebay.ie", "ebay.fr", "ebay.us"),
    "other": (),
}
DOTS = Pattern(r"\.|\bdot\b|点|://|: / /")
ATS = Pattern(r"@|\bat\b|艾特|圈a|小老鼠|[(\[{<]\s*a\s*[)\]}>]")
DIGITS = Pattern(rf"(?:{DIGIT}[^a-z0-9\u3400-\u9fff]{{0,4}}){{6}}")
"""What a text without links, addresses or numbers never has; it saves the closer look."""
WE = "[微薇威维徽葳崴溦巍wv]"
WEI = "[微薇威维徽葳崴溦巍围唯味胃魏韦卫玮蔚惟危尾苇喂偎]"
XIN = "[信芯心欣馨鑫薪辛星❤新]"
"""Characters that sound like those of 微信; not 为 and 未, which stand before 新 and 信 by chance."""
CHAT = rf"(?:{WE}(?:信|❤|芯|心|ⅹ)|vx|wx|v|q|qq|扣扣?|企鹅|微|薇|weixin|wechat|whats\s?app|telegram|tg|line|ins|skype)"
ACCOUNTS = (
    # A name of a messenger with an account behind it.
    Pattern(
        rf"(?<![a-z0-9])(?:{CHAT})\s?(?:号码?|id)?\s?(?:[:：]|是|为|=|\bis\b)\s*(?=[a-z0-9_-]*[0-9_])[a-z0-9_-]{{4,}}"
    ),
    Pattern(r"(?<![a-z0-9])(?:vx|wx|qq|q|扣扣?|企鹅号?)\s{0,2}(?:[1-9](?:[\s.-]?\d){5,10})(?!\d)"),
    Pattern(rf"(?:qq|q|扣扣?|企鹅号?|vx|wx|微信?号?|[薇威]信?号?)\s?[:：是为]?\s?(?:{DIGIT}{SEP}){{5,}}"),
    Pattern(r"(?:我|我们|客服|老板|店主)的?(?:账|帐)?(?:号|id)码?\s?[:：是为]\s?@?(?=[a-z0-9_-]*[a-z_])[a-z0-9_-]{4,}"),
    Pattern(
        r"(?<![a-z0-9])(?:v[\s._-]{0,2}x|w[\s._-]{0,2}x|wei\s?xin|q[\s._-]{0,2}q|tg|ins|line\s?id)\s?[:=@]\s?[a-z][a-z0-9_-]{3,}"
    ),
    Pattern(r"(?<![a-z0-9])(?:vx|wx)\s{1,2}(?=[a-z0-9_-]*[a-z])[a-z0-9_-]*[0-9_][a-z0-9_-]*(?![a-z0-9])"),
)
MESSENGERS = (
    # WeChat by any other name: 薇信, 威❤, v信; 威信, 维信 and 卫星 are words of their own and need company.
    Pattern(rf"(?:[薇徽葳崴溦巍][信芯❤心]|{WE}❤|[vw]信|微芯号|[vw]❤信?)"),
    Pattern(
        r"(?:[加佳伽嘉茄咖➕搜添]|我的?|我们的?|您的?|你的?|留|发|转)[个我您你一下]{0,3}"
        r"(?:(?:[威维薇危][信芯❤心]|微[芯❤])(?![息赖心任支付钱零用包])|卫星|weixin|wechat|vx|wx)"
    ),
    Pattern(r"[加佳嘉添]+[个我您你一下]{0,3}[薇威v徽](?![a-z0-9领绒型形字码面力海尔])(?!.{0,2}[色码])"),
    Pattern(r"[加佳嘉添]+[个我您你一下]{0,3}(?:微|q|扣扣?|企鹅)(?=[\|。]|$|[聊号好群详谈联了吧哦一])"),
    Pattern(
        r"(?:威信|维信|卫星|微信|v❤?|vx|wx|q|微)(?:号(?![码线]?[机车])|同号|同步|联系|私聊|详聊|群|多少|上?聊|上?说)"
    ),
    Pattern(r"微[①一1]下"),
    Pattern(r"(?:[加佳嘉添用我您你]|客服)的?[微薇威维]x|[微薇威维]x(?=[上号聊联说加搜])"),
    Pattern(r"[加佳嘉添][^|]{0,6}的[v薇](?![a-z0-9领绒型形字码])"),
    # Any two characters that sound like it, beside a word that only a messenger goes with.
    Pattern(rf"(?:[加佳嘉添搜发用留扫找]|联系|关注)[个我您你一下]{{0,3}}(?!微信){WEI}{XIN}(?![息赖心任支付钱零用包])"),
    Pattern(
        rf"(?!微信){WEI}{XIN}(?=[搜加聊号找扫]|联系|同号|同步|发[我您]|上[说聊发找转联]|[a-z]\w{{4}})(?!号[不好弱差])"
    ),
    Pattern(r"(?:wei|vei|威|维|围|薇|[vw])(?:[信芯]|xin)|[微薇威维围]xin"),
    Pattern(r"(?:vx|wx|v|微信?|薇信?|qq?|扣扣)[就也]?(?:同|是|即)(?:上述?|我|我的|本)?(?:手机|电话|号)"),
)


def find_contacts(sight: Sight, platform: Platform, trusted: tuple[str, ...]) -> Iterator[Found]:
    """Yield what lets buyer and shop meet off the platform; links to a host of `trusted` may stay."""
    folded = sight.folded
    links = list(_search(LINKS, folded.text)) if DOTS.search(folded.text) else []
    for match in links:
        if not _is_trusted(match[0], platform, trusted):
            yield "outside_link", False, folded.to_original(match.span())
    for code, hidden, match in _find_data(folded.text):
        if not any(link.start() <= match.start() < link.end() for link in links):
            yield code, hidden, folded.to_original(match.span())
    for match in _search(MESSENGERS, sight.tight.text):
        yield "off_platform_contact", True, sight.tight.to_original(match.span())


def _find_data(text: str) -> Iterator[tuple[str, bool, re.Match[str]]]:
    if DIGITS.search(text):
        yield from (("contact_data", False, match) for match in _search(PHONES, text))
        yield from (
            ("contact_data", True, match) for match in MOBILE.finditer(text) if not PLAIN_MOBILE.fullmatch(match[0])
        )
    yield from (("contact_data", True, match) for match in SPOKEN.finditer(text))
    if ATS.search(text):
        yield from (("contact_data", False, match) for match in PLAIN_EMAIL.finditer(text))
        yield from (("contact_data", True, match) for match in _search(HIDDEN_EMAILS, text))
    yield from (("off_platform_contact", True, match) for match in _search(ACCOUNTS, text))


def _search(patterns: Iterable[Pattern], text: str) -> Iterator[re.Match[str]]:
    return (match for pattern in patterns for match in pattern.finditer(text))


def _is_trusted(link: str, platform: Platform, trusted: tuple[str, ...]) -> bool:
    bare = HEADS.sub("", link)
    host = bare.split("/")[0]
    hosts = {HEADS.sub("", start.lower()).split("/")[0] for start in trusted}
    return host in hosts or any(host == name or host.endswith(f".{name}") for name in OWN_HOSTS[platform])
