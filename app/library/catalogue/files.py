"""Wording of faults that are seen in one file alone (F…), with their causes."""

from __future__ import annotations

from app.library.catalogue.wording import error, warning
from app.model import Bilingual

FILES = {
    "F101": error(
        "文件不是 UTF-8 编码：{cause}。请用记事本打开，“另存为”时编码选 UTF-8",
        "The file is not UTF-8: {cause}. Open it in an editor and save it again with the encoding UTF-8",
    ),
    "F102": error("文件格式读不懂：{cause}", "The file cannot be read as YAML: {cause}"),
    "F103": error(
        "“{key}”写了两次（上一次在第 {first} 行）。只留一处，把内容合并过去",
        "`{key}` is written twice (before on line {first}). Keep one and move the content there",
    ),
    "F104": error(
        "没有“{key}”这一项{hint}。这里可以写：{known}",
        "There is no key `{key}`{hint}. Allowed here: {known}",
    ),
    "F105": error(
        "文件名是“{name}”，里面的 id 却是“{id}”。把其中一个改成和另一个一样",
        "The file is called `{name}` but its id is `{id}`. Change one so that both are the same",
    ),
    "F106": error("{place}：{wrong}", "{place}: {wrong}"),
    "F107": warning(
        "上次核对是 {reviewed}，已超过一年。请重读一遍，再把 reviewed 改成今天的日期",
        "Last reviewed on {reviewed}, more than a year ago. Read it again and set reviewed to today's date",
    ),
    "F108": warning(
        "程序不会读这个文件。这里只读 {ending} 文件：请改名，或移到别处",
        "The program does not read this file. Only {ending} files are read here: rename or move it",
    ),
    "F109": error(
        "缺少文件 {name}。从自带的资料夹里拷一份过来再改",
        "The file {name} is missing. Copy it from the built-in folder and change the copy",
    ),
    "F110": error(
        "找不到资料夹，或里面没有 intents、policy、templates/replies 中的任何一个。请检查路径",
        "There is no such folder, or it holds none of intents, policy and templates/replies. Check the path",
    ),
    "F111": error(
        "文件打不开：{cause}。请检查它是不是文件、有没有读取权限",
        "The file cannot be opened: {cause}. Check that it is a file and that you may read it",
    ),
    "F112": warning(
        "空格后面的 # 会被当成注释，“{lost}”不会被读到。要保留就给整句加上英文双引号",
        "A # after a space begins a comment, so `{lost}` is not read. To keep it, double-quote the sentence",
    ),
}

ENCODINGS = {
    "gbk": Bilingual("看起来是 GBK（旧版 Windows 的“ANSI”）", 'it looks like GBK ("ANSI" of Chinese Windows)'),
    "utf16": Bilingual("看起来是 UTF-16（记事本的“Unicode”）", 'it looks like UTF-16 ("Unicode" in Notepad)'),
    "unknown": Bilingual("有无法识别的字节", "it holds bytes that no text in UTF-8 has"),
}

CAUSES = {
    "tab": Bilingual("用了 Tab 键缩进。请全部改成空格", "a tab is used for indenting. Use spaces only"),
    "wide_colon": Bilingual(
        "键后面用了中文冒号“：”。请改成英文冒号加一个空格“: ”",
        "a full-width colon `：` stands after a key. Write a plain colon and a space, `: `",
    ),
    "dash": Bilingual("“-”后面少了一个空格。请写成“- 内容”", "the space after `-` is missing. Write `- text`"),
    "colon": Bilingual(
        "冒号后面少了一个空格。请写成“键: 内容”", "the space after the colon is missing. Write `key: text`"
    ),
    "quotes": Bilingual(
        "这句话里有 YAML 的特殊符号。请给整句加上英文双引号",
        "the text holds a sign with a meaning of its own in YAML. Put the whole text in double quotes",
    ),
    "open_quote": Bilingual("引号没有成对。请补上另一半英文引号", "a quotation mark is not closed. Add the second one"),
    "bracket": Bilingual(
        "括号没有成对。请补上 ] 或 }；句子以括号开头时给整句加上英文双引号",
        "a bracket is not closed. Add ] or }; a text that begins with a bracket needs double quotes",
    ),
    "empty": Bilingual("文件是空的。请写上内容，或删掉文件", "the file is empty. Fill it or delete it"),
    "no_head": Bilingual(
        "回复要以“---”一行开头，写完开头部分再写一行“---”",
        "a reply begins with a line `---`, then its head, then another line `---`",
    ),
    "documents": Bilingual(
        "中间多了一行“---”或“...”。请删掉，一个文件只写一份",
        "there is a line `---` or `...` in between. Delete it: a file holds one document",
    ),
    "alias": Bilingual(
        "用了 & 或 * 引用。请把内容直接写出来",
        "it uses references (& and *). Write the content out in full",
    ),
    "key": Bilingual("键必须是一个简单的词，不能是列表或括号", "a key must be a plain word, not a list or a bracket"),
    "control": Bilingual(
        "有看不见的控制字符。请删掉这一行重新打一遍",
        "it holds an invisible control character. Delete the line and type it again",
    ),
    "other": Bilingual(
        "这一行附近的缩进、冒号或引号不对。请和上一份能用的文件对照",
        "the indentation, a colon or a quote near this line is wrong. Compare with a file that works",
    ),
}

WRONG = {
    "missing": Bilingual("缺少这一项，请补上", "this is missing. Add it"),
    "empty": Bilingual(
        "是空的。请写上内容，或删掉这一行（# 开头的内容要加英文双引号）",
        "is empty. Write something or delete the line (text that begins with # needs double quotes)",
    ),
    "text": Bilingual(
        "应是一句话，现在是列表或多项。句子里有“: ”时请给整句加英文双引号",
        "must be one text, not a list or several keys. A text that holds `: ` needs double quotes",
    ),
    "list": Bilingual(
        "应是列表。请每行写一个“- 内容”，或写成 [甲, 乙]",
        "must be a list. Write one `- text` a line, or [one, two]",
    ),
    "keys": Bilingual(
        "应有下一级的键，例如 {{zh: …, en: …}}（冒号用英文的，后面加空格）",
        "must have keys below it, such as {{zh: …, en: …}} (a plain colon followed by a space)",
    ),
    "choice": Bilingual("不能是“{value}”。只能写：{allowed}", "cannot be `{value}`. Allowed: {allowed}"),
    "name": Bilingual(
        "“{value}”不合规则。只用小写英文字母、数字和下划线，以字母开头",
        "`{value}` is not a name. Use lower-case letters, digits and underscores, beginning with a letter",
    ),
    "date": Bilingual("“{value}”不是日期。请写成 2026-03-01 这样", "`{value}` is no date. Write it like 2026-03-01"),
    "number": Bilingual(
        "“{value}”不是可用的数字。请只写数字，不带单位和符号",
        "`{value}` is no usable number. Write digits only, without unit or sign",
    ),
    "range": Bilingual("{value} 超出范围，应{limit}", "{value} is out of range: it must be {limit}"),
    "other": Bilingual("写法不对（{value}）。请对照文档改正", "is not right ({value}). Compare with the documentation"),
}
