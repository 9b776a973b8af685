"""Wording of faults of intents (I…)."""

from __future__ import annotations

from app.library.catalogue.wording import error, warning
from app.model import Bilingual

INTENTS = {
    "I201": error(
        "id “{id}”已在 {other} 用过。给其中一个换个 id，文件名一起改",
        "The id `{id}` is already used in {other}. Give one of the two another id and file name",
    ),
    "I202": error(
        "{language}例句只有 {count} 句，至少要 {least} 句。请补上买家的不同说法",
        "Only {count} {language} phrases, at least {least} are needed. Add other ways of saying it",
    ),
    "I203": error(
        "“{text}”和 {other} 的一句相同（不计标点、空格和大小写）。只留在更合适的一处",
        "`{text}` is the same as a phrase in {other} (apart from punctuation, spaces and case)."
        " Keep it where it fits best",
    ),
    "I206": error(
        "没有启用的意图“{name}”{hint}。请改成已有意图的 id",
        "There is no active intent `{name}`{hint}. Use the id of one that exists",
    ),
    "I207": error(
        "线索词“{word}”在本意图的例句里一次也没出现。删掉它，或加一句含它的例句",
        "The cue `{word}` is in no phrase of this intent. Delete it, or add a phrase that holds it",
    ),
    "I208": error(
        "意图“{id}”没有启用的兜底回复。加一个不写 when 的回复，intent 写 {id}",
        "The intent `{id}` has no active fallback reply. Add a reply without `when` whose intent is {id}",
    ),
    "I209": error(
        "规则“{name}”没有对应的文件 policy/{name}.yaml{hint}。改正名字，或补上这个文件",
        "The rule `{name}` has no file policy/{name}.yaml{hint}. Mend the name or add the file",
    ),
    "I210": error(
        "服务时限“{name}”不在 policy/service_levels.yaml 的 figures 里{hint}。改正名字，或补上一行",
        "The service level `{name}` is not among the figures of policy/service_levels.yaml{hint}."
        " Mend the name or add a row",
    ),
    "I211": error(
        "“{text}”和 {other} 的“{like}”几乎一样（{alike}%），却属于两个意图，分类器分不开。只留更合适的一句",
        "`{text}` is almost the same ({alike} %) as `{like}` in {other}, which belongs to another intent."
        " Keep the one that fits best",
    ),
    "I212": error("例句{wrong}", "A phrase {wrong}"),
    "I213": warning("深入检查：{wrong}", "A closer look: {wrong}"),
}

PHRASES = {
    "long": Bilingual(
        "有 {count} 个字符，最多 {most} 个。只留真正说这件事的那一句",
        "has {count} characters, at most {most} fit. Keep the sentence that says what it is about",
    ),
    "phone": Bilingual(
        "里有电话号码。例句里不放任何人的联系方式，请删掉号码",
        "holds a phone number. Nobody's contact data belong in phrases: delete it",
    ),
    "email": Bilingual(
        "里有邮箱地址。例句里不放任何人的联系方式，请删掉邮箱",
        "holds an e-mail address. Nobody's contact data belong in phrases: delete it",
    ),
    "link": Bilingual(
        "里有链接。分类时不看链接，请删掉，只留文字",
        "holds a link, which is not read when a message is classified. Delete it and keep the words",
    ),
}

CLOSER = {
    "near_miss": Bilingual(
        "not_this 里的“{text}”仍被认成本意图，而不是 {name}。给 {name} 补几句类似的例句",
        "`{text}` is in not_this and is still taken for this intent, not for {name}. Add phrases like it to {name}",
    ),
    "split": Bilingual(
        "线索词“{word}”仍被切成“{parts}”，不能当一个词来认。改成其中一个词，或删掉",
        "the cue `{word}` is still read in parts, `{parts}`, never as one word. Use one of the parts or delete it",
    ),
}
