"""Wording of faults of policies (P…), of the desk's voice and facts (V…) and of couriers (C…)."""

from __future__ import annotations

from app.library.catalogue.wording import error, warning
from app.model import Bilingual

POLICIES = {
    "P301": error(
        "数字“{figure}”没有写明出处：缺 {part}。source 下要有 name、url、verified_on（没核实过就留空）",
        "The figure `{figure}` does not say where it comes from: {part} is missing. source needs name,"
        " url and verified_on (left empty where nobody has checked it)",
    ),
    "P302": error(
        "不认识单位“{unit}”{hint}。只能写：{known}", "The unit `{unit}` is not known{hint}. Allowed: {known}"
    ),
    "P303": warning(
        "“{figure}”{since}。请到出处核对，再把 verified_on 改成核对那天",
        "`{figure}` {since}. Check it at its source and set verified_on to that day",
    ),
    "P304": error(
        "数字“{figure}”给{platform}写了两次（上一次在第 {first} 行）。只留一行",
        "The figure `{figure}` is written twice for {platform} (before on line {first}). Keep one row",
    ),
    "P305": error(
        "这一行写给 {platform}，但规则的 platforms 里没有它，永远用不上。补进 platforms，或删掉",
        "This row is for {platform}, which the rule's platforms do not name, so it is never used."
        " Add it there or delete it",
    ),
    "P306": error("because 的“{name}”不对{hint}：{wrong}", "The reason `{name}` in because is wrong{hint}: {wrong}"),
    "P307": error(
        "理由“{reason}”的句子里写了 {{{name}}}，这种情况下没有这个值。请删掉，或换成已有的名字",
        "The sentence for `{reason}` quotes {{{name}}}, a value it never has. Delete or replace it",
    ),
    "P308": error(
        "缺少数字“{name}”，规则没有它就算不出结果。请在 figures 里补上一行",
        "The figure `{name}` is missing and the rule cannot be worked out without it. Add a row to figures",
    ),
    "V401": error(
        "平台“{platform}”{wrong}。每个平台要正好在一种口吻（voice）里",
        "The platform `{platform}` {wrong}. Every platform must be in exactly one voice",
    ),
    "V402": error(
        "_facts.yaml 里缺少“{name}”。补上它的 label 和 ask，中英文都要",
        "`{name}` is missing from _facts.yaml. Add its label and ask in both languages",
    ),
    "V403": error("“{key}”这句话里{wrong}", "The sentence `{key}` {wrong}"),
    "V404": error("“{name}”{wrong}", "`{name}` {wrong}"),
    "V405": error(
        "“{name}”不是时区。请写 Asia/Shanghai、America/Los_Angeles 这样的名字，或删掉这一行",
        "`{name}` is no time zone. Write a name such as Asia/Shanghai or America/Los_Angeles, or delete the line",
    ),
    "C501": error(
        "单号格式“{pattern}”不是有效的正则表达式（{cause}）。请改正，或照抄别家的写法",
        "The number pattern `{pattern}` is no regular expression ({cause}). Mend it or copy another one",
    ),
    "C502": error(
        "查询网址里没有 {{number}}，单号就没处放。请在网址里写上 {{number}}",
        "The tracking address holds no {{number}}, so the number has no place. Write {{number}} in it",
    ),
}

REASONS = {
    "reason_missing": Bilingual(
        "规则会给出它，这里却没有句子。请补上", "the rule gives it but it has no sentence. Add one"
    ),
    "reason_unknown": Bilingual(
        "规则不会给出它，这句话永远用不上。请改名或删掉",
        "the rule never gives it. Mend the name or delete it",
    ),
}

PLACES = {
    "absent": Bilingual(
        "缺少 {{{place}}}，内容没处放。请在句中写上 {{{place}}}",
        "has no {{{place}}}, so there is no room for it. Write {{{place}}} in it",
    ),
    "unknown": Bilingual(
        "的 {{{place}}} 没有东西可填，买家会直接看到括号。请删掉",
        "holds {{{place}}}, which nothing fills: the buyer would read the braces. Delete it",
    ),
}

MANNERS = {
    "nothing": Bilingual(
        "没写词、标点或长度，永远认不出来。请至少写一样",
        "has no word, mark or length, so it is never noticed. Give one",
    ),
    "twice": Bilingual(
        "写了两次，后一次用不上。请合成一个", "is written twice and the second is never used. Make them one"
    ),
    "plain": Bilingual(
        "是留给没有特别语气的消息的名字。请换一个 id", "is the name of a message without any manner. Use another id"
    ),
}

COVER = {
    "none": Bilingual("不在任何一种口吻里。请加到其中一种的 platforms", "is in no voice. Add it to one"),
    "twice": Bilingual("同时在 {names} 里。只留一处", "is in {names}. Keep it in one"),
}

SINCE = {
    "never": Bilingual("从未核实过，按店铺自己的数字算", "has never been checked and counts as the shop's own"),
    "long": Bilingual("上次核实是 {day}，已超过一年", "was last checked on {day}, more than a year ago"),
}

ALL_PLATFORMS = Bilingual("所有平台", "all platforms")
