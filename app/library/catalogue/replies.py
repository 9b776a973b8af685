"""Wording of faults of replies (R…), with what can be wrong about their blocks."""

from __future__ import annotations

from app.library.catalogue.wording import error, warning
from app.model import Bilingual

REPLIES = {
    "R201": error("block 有问题：{wrong}", "A block is not right: {wrong}"),
    "R202": error(
        "没有意图“{name}”{hint}。请改成已有意图的 id",
        "There is no intent `{name}`{hint}. Use the id of one that exists",
    ),
    "R203": error(
        '用了 {{{{ {name} }}}}，但 needs 里没有{hint}。在 needs 里加一行：{name}: "样例"',
        'The value {{{{ {name} }}}} is used but not listed in needs{hint}. Add a line to needs: {name}: "a sample"',
    ),
    "R204": error(
        "needs 里的“{name}”正文没有用到{hint}。删掉这一行，或在正文里用上",
        "`{name}` is in needs but the text does not use it{hint}. Delete the line or use the value",
    ),
    "R205": error(
        "block {zh_block} 和 {en_block} 用的变量不同：{names} 只在一边。两种语言要说同样的内容",
        "The blocks {zh_block} and {en_block} use different values: {names} is on one side only."
        " Both languages must say the same",
    ),
    "R206": error(
        "不能用“{what}”{why}。正文里只能写 {{{{ 名字 }}}} 和 {{% if 名字 %}}…{{% else %}}…{{% endif %}}",
        "`{what}` cannot be used{why}. Allowed: {{{{ name }}}} and {{% if name %}}…{{% else %}}…{{% endif %}}",
    ),
    "R207": error("{block} 代入样例后{wrong}", "With the samples filled in, {block} {wrong}"),
    "R208": error(
        "有不能对买家说的“{word}”：{because}",
        "`{word}` must not be said to a buyer: {because}",
    ),
    "R209": error("语言不对：{wrong}", "The language is not right: {wrong}"),
    "R210": error(
        "花括号写错了：“{what}”。要写成 {{{{ 名字 }}}}：英文半角、两个一对、中间不隔开，否则买家会直接看到",
        "The braces in `{what}` are wrong. Write {{{{ name }}}} with plain, doubled, unbroken braces,"
        " or the buyer will read them",
    ),
    "R211": error(
        "和 {other} 的适用情况（when）一模一样，无法取舍。改一个的 when，或停用一个",
        "It has the same `when` as {other}, so neither can win. Change the `when` of one or retire it",
    ),
    "R212": error(
        "steps 中文有 {zh} 步，英文有 {en} 步。两边要一步对一步",
        "There are {zh} steps in Chinese and {en} in English. Both must go step by step together",
    ),
    "R213": error(
        "程序不会给出“{name}”这个值{hint}，含它的句子永远不会出现。请改名或删掉",
        "The program never gives a value called `{name}`{hint}, so its line never appears. Mend or delete it",
    ),
    "R214": error(
        "asks 里的“{name}”在 _facts.yaml 里没有问法{hint}。改正名字，或在 _facts.yaml 补上",
        "`{name}` in asks has no wording in _facts.yaml{hint}. Mend the name or add it to _facts.yaml",
    ),
    "R215": error(
        "when 里的“{name}”永远不会成立{hint}：{wrong}",
        "`{name}` in `when` can never be the case{hint}: {wrong}",
    ),
    "R216": warning(
        "正文里写死了“{what}”。期限、金额和比例请引用政策里的数字，"
        "例如 {{{{ price_protection_window }}}}，规则一改回复才会跟着改",
        "The text says `{what}` in its own words. Quote limits, sums and percentages from the policy,"
        " such as {{{{ price_protection_window }}}}, so that the reply follows when the rule changes",
    ),
    "R217": warning(
        "和 {other} 会同时适用，{why}，分不出先后。给其中一个写上 priority（数大的优先），或改它的 when",
        "It can fit together with {other}, {why}, and neither wins. Give one of them a `priority` (the higher one wins)"
        " or change its `when`",
    ),
    "R218": error(
        "under 里不用写“{name}”：那里只写还有哪些意图也用这条回复，自己的意图已经算在内，通知不是意图。请删掉这一个",
        "`{name}` does not belong under `under`, which lists what else this reply answers; its own intent counts"
        " already, and a notice is none. Take it out",
    ),
}

BLOCKS = {
    "text_outside": Bilingual(
        "“{what}”写在了 block 外面，买家看不到。请移进某个 block，或删掉",
        "`{what}` stands outside every block and would never be sent. Move it into a block or delete it",
    ),
    "unknown_block": Bilingual(
        "没有叫“{what}”的 block{hint}。可用的有：{known}",
        "There is no block called `{what}`{hint}. There are: {known}",
    ),
    "repeated_block": Bilingual(
        "block “{what}”写了两次。请合成一个", "The block `{what}` is written twice. Make them one"
    ),
    "nested_block": Bilingual(
        "上面的 block “{what}”还没结束。请在这一行前面加上 {{% endblock %}}",
        "The block `{what}` above has not ended. Add {{% endblock %}} before this line",
    ),
    "unclosed_block": Bilingual(
        "block “{what}”没有结束。请在它的末尾加上 {{% endblock %}}",
        "The block `{what}` does not end. Add {{% endblock %}} after its last line",
    ),
    "stray_end": Bilingual(
        "这个 {{% endblock %}} 前面没有对应的 block。请删掉，或补上开头",
        "This {{% endblock %}} ends no block. Delete it or add the beginning of the block",
    ),
    "missing_block": Bilingual(
        "缺少 block “{what}”。请加上 {{% block {what} %}} 和 {{% endblock %}}",
        "The block `{what}` is missing. Add {{% block {what} %}} and {{% endblock %}}",
    ),
    "unpaired_block": Bilingual(
        "有这个 block，却没有另一种语言的“{what}”。请补上，或两个都删",
        "This block has no counterpart `{what}` in the other language. Add it or delete both",
    ),
    "empty_block": Bilingual(
        "block “{what}”里没有内容。请写上回复", "The block `{what}` is empty. Write the reply in it"
    ),
}

SAMPLES = {
    "nothing": Bilingual("什么也没有写出来。请至少留一句总会出现的话", "says nothing. Keep at least one line in it"),
    "long": Bilingual(
        "有 {count} 个字符，最多 {most} 个。请删短", "has {count} characters, at most {most} fit. Shorten it"
    ),
}

OVER_LINES = Bilingual("（if 要在同一行用 endif 结束）", " (an `if` must end on its own line)")
NO_REASON = Bilingual("", "")

SCRIPTS = {
    "chinese": Bilingual(
        "英文里有中文“{what}”。请译成英文", "Chinese stands in the English text: `{what}`. Translate it"
    ),
    "no_chinese": Bilingual(
        "{place} 里没有一个汉字。请写成中文", "{place} holds no Chinese at all. Write it in Chinese"
    ),
}

TIES = {
    "case": Bilingual("条件一样多", "with as many conditions"),
    "words": Bilingual("都听“{words}”这个词", "and both listen for `{words}`"),
}

CASES = {
    "notice": Bilingual("通知按 id 直接取用，不写 when", "a notice is asked for by its id and has no `when`"),
    "rule": Bilingual("本意图的 rules 里没有这条规则", "the intent does not name this rule"),
    "no_rules": Bilingual("本意图没有任何规则，不会有结论", "the intent has no rules, so there is no outcome"),
    "reason": Bilingual("本意图的规则都没有这个理由（because）", "no rule of the intent has this reason (because)"),
}
