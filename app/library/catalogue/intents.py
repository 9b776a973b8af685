"""Wording of faults of intents (I…)."""

from __future__ import annotations

from app.library.catalogue.wording import error

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
}
