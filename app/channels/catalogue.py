"""Every fault of the channels file: its code and its wording in both languages."""

from __future__ import annotations

from app.library.catalogue.wording import Wording, error
from app.library.problems import fill
from app.model import Bilingual, Problem

CATALOGUE: dict[str, Wording] = {
    "H601": error(
        "环境变量 {name} 没有设置，“{key}”就没有内容。请先设置它，再启动",
        "The environment variable {name} is not set, so `{key}` has no value. Set it before the start",
    ),
    "H602": error(
        "“{key}”写的文件打不开：{cause}。请检查路径和读取权限",
        "The file named by `{key}` cannot be opened: {cause}. Check its path and that it may be read",
    ),
    "H603": error(
        "“{name}”这个名字用了两次（上一次在第 {first} 行）。每个渠道的名字要不同，它是网址的一部分",
        "The name `{name}` is used twice (before on line {first}). A channel has an address, and so a name, of its own",
    ),
    "H604": error("“{key}”{wrong}", "`{key}` {wrong}"),
    "H605": error(
        "“{key}”和“{key}_file”同时写了。只留一个",
        "`{key}` and `{key}_file` are both given. Keep one of them",
    ),
    "H606": error(
        "没有“{kind}”这种渠道{hint}。可以写：{known}",
        "There is no kind of channel called `{kind}`{hint}. Known are: {known}",
    ),
}


def make_fault(code: str, *, path: str, line: int, **fields: str | int | Bilingual) -> Problem:
    """Return the fault `code` at a place, worded with `fields`."""
    wording = CATALOGUE[code]
    return Problem(path, line, code, fill(wording.say, **fields), wording.severity)
