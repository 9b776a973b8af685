"""What kind of thing a word names on an after-sales desk, so that words of one kind speak for each other.

Words that merely hold the letters of another (`多少` holds `少`, `小时` holds `小`) stand under the empty kind: they
are read whole and name nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

FIRST_CJK = "\u3400"
WORDS = {
    "courier": (
        "快递 物流 快递员 快递公司 快递小哥 派送员 配送员 送货员 师傅 顺丰 圆通 中通 申通 韵达 天天快递 邮政 "
        "ems 京东快递 百世 极兔 德邦 菜鸟 汇通 宅急送 驿站 自提点 自提柜 快递柜 丰巢 代收点 网点 中转站 "
        "courier carrier mail post postman mailman dhl ups usps fedex yodel hermes evri "
        "depot driver"
    ),
    "parcel": "包裹 件 货 东西 快件 宝贝 商品 单号 物流信息 parcel package packet item items tracking",
    "buy": "买 拍 拍下 下单 订 订购 购买 入手 抢 抢购 买下 拍了 buy bought buying purchase purchased ordering",
    "order": "订单 单子 order orders ordered",
    "pay": "付款 付 付钱 支付 付了 打款 转账 定金 尾款 白条 花呗 pay paid paying payment paypal",
    "send": (
        "发 发货 寄 寄出 出库 发出 发走 邮 揽收 揽件 配货 打包 发来 寄来 ship ships shipped shipping send "
        "sent dispatch dispatched posted"
    ),
    "arrive": (
        "到 到货 收到 送到 送达 签收 送 派送 到达 送货 送来 拿到 收货 取件 取 配送 派件 arrive arrived "
        "arrives arriving receive received delivered delivery deliver came"
    ),
    "price": (
        "钱 差价 差额 价格 价 价钱 贵 便宜 降价 涨价 保价 价保 多少钱 元 块 块钱 price prices cheaper "
        "expensive cost costs money dropped"
    ),
    "fee": "运费 邮费 包邮 快递费 运费险 配送费 postage freight fee",
    "refund": "退款 退钱 退还 返还 refund refunded refunds refunding reimburse",
    "return": "退货 寄回 退换 退换货 售后 返修 退回 退回去 退 return returned returning returns",
    "change": "改 修改 更改 改成 改下 改一下 换成 change changed update amend edit",
    "swap": "换 换货 更换 换个 换新 exchange replace replacement swap",
    "cancel": "取消 撤 撤销 撤单 cancel cancelled canceled cancelling",
    "unwanted": "不要 不想要 不要了 不买 不买了 拍错 买错 mistake accidentally",
    "promo": (
        "券 优惠券 优惠卷 优惠 红包 返现 赠品 积分 活动 满减 礼品 赠送 折扣 打折 免单 京豆 领 促销 凑单 "
        "第二件 coupon voucher gift promo promotion discount code points cashback"
    ),
    "when": "什么时候 什么时间 啥时候 啥时间 啥时 几时 多久 几天 何时 多长时间 几号 多少天 哪天 when soon",
    "how": "怎么 咋 如何 怎样 怎么办 咋办 怎么弄 咋弄 how",
    "where": "哪里 哪儿 在哪 哪 到哪 where",
    "why": "为什么 为啥 为何 怎么回事 咋回事 凭什么 凭啥 why",
    "which": "哪个 哪种 哪款 哪一款 什么 啥 which what",
    "not": (
        "没 没有 不 未 别 无 没法 无法 不能 不会 不了 no not never don't didn't hasn't haven't isn't doesn't "
        "can't cannot won't wasn't nothing dont didnt hasnt cant wont"
    ),
    "ask": "吗 么 嘛 ? 能不能 可不可以 是不是 有没有 能否 可否 是否 可以吗 行吗 do does did is are can could may",
    "done": "已经 已 过 刚 刚刚 刚才 刚到 昨天 前天 昨晚 already just yesterday ago",
    "over": "了",
    "if": "如果 假如 要是 万一 想 准备 打算 想要 现在 今天 if would before want wanna interested",
    "will": "要 会 能 可以 明天 后天 尽快 赶紧 抓紧 快点 马上 立刻 will tomorrow asap",
    "still": "还 还没 还不 一直 迟迟 仍 依然 至今 到现在 好几天 这么久 still yet",
    "wait": "等 等了 催 催催 催一下 wait waiting waited",
    "fault": (
        "坏 坏了 破 碎 裂 断 掉色 臭 异味 毛病 质量 瑕疵 开线 起球 变质 过期 发霉 不能用 用不了 没反应 死机 "
        "broken broke damaged faulty defective leaking cracked torn smells stopped quality"
    ),
    "damage": "压坏 压扁 破了 碎了 破损 漏了 洒了 压变形 摔坏 crushed smashed shattered dented",
    "short": "少 缺 漏发 少发 缺少 少了 漏了一 没放 missing short",
    "wrong": "错 发错 错了 不对 不符 不一样 寄错 wrong different incorrect",
    "fake": "假货 假的 正品 真假 二手 冒牌 仿品 真的吗 fake counterfeit genuine authentic replica",
    "size": (
        "尺码 码 合身 合适 偏大 偏小 大了 小了 长了 短了 紧 松 肥 瘦 穿不下 size sized fit fits fitting big "
        "small tight loose"
    ),
    "colour": (
        "颜色 色差 色 黑色 白色 红色 蓝色 绿色 黄色 灰色 粉色 紫色 color colour colours shade darker lighter "
        "black white red blue green"
    ),
    "address": "地址 电话 手机号 号码 收货人 姓名 门牌 邮编 address phone number",
    "apply": "申请 点 操作 按钮 入口 选 提交 点哪 页面 apply click button submit option",
    "approve": "审核 同意 通过 批 处理 受理 拒绝 approved approve reject rejected process processed",
    "credited": "到账 退到 原路 银行卡 支付宝 微信 bank card account",
    "review": "差评 好评 中评 评价 晒图 feedback review negative stars",
    "anger": (
        "垃圾 骗子 投诉 举报 差劲 坑 坑人 态度 12315 工商 曝光 滚 ridiculous scam terrible worst disgusting "
        "useless complaint"
    ),
    "thank": "谢谢 感谢 多谢 谢了 辛苦 thanks thank cheers",
    "hello": "你好 您好 在吗 在不 亲 hello hi hey",
    "invoice": "发票 开票 税号 抬头 专票 收据 invoice receipt vat",
    "use": (
        "安装 使用 用 洗 充电 说明书 保修 维修 修 激活 调 设置 连接 install use wash charge manual warranty "
        "repair assemble"
    ),
    "stock": "有货 现货 库存 补货 缺货 没货 断货 上架 预售 stock available restock",
    "sign": "代签 本人 别人签 显示签收 已签收 签收了 signed",
    "": (
        "多少 小时 发现 出发 到底 大家 时候 发生 用户 要不 不过 过来 过去 点钟 不错 还是 没关系 不用 麻烦 "
        "好用 退休 长时间 一点 有点 早点 价值 想问 问下 了解 不好意思 没事 知道 不知道 大小 小姐 件事 一件 "
        "那个 这个 买家 卖家 发我 收藏 买单 会员"
    ),
    "property": (
        "材质 面料 厚 薄 尺寸 重量 功能 型号 版本 配置 款式 口味 生产日期 保质期 产地 规格 参数 容量 材料 "
        "区别 效果 适合 推荐 好吃 好用吗 匹配 兼容 material dimensions compatible compatibility version "
        "difference recommend suitable specs"
    ),
    "person": "客服 人工 主管 经理 领导 老板 组长 店长 负责人 supervisor manager agent human representative boss",
    "account": "账号 账户 密码 登录 登陆 注册 app 网站 网页 客户端 验证码 login password website",
    "answer": (
        "回复 回话 回我 理我 理人 联系 打电话 回电 答复 解释 reply respond response contact call answer ignored"
    ),
    "promise": "说好 答应 承诺 说的是 保证 约定 promised said told",
    "picture": "照片 图片 拍照 视频 截图 照 pictures picture photo photos video",
    "box": "包装 箱子 盒子 袋子 外箱 纸箱 瓶子 box boxes packaging bag bottle",
    "collect": "上门 上门取件 取货 来取 来拿 pickup collect",
    "keep": "留 留着 保留 备注 留言 note remark",
    "together": "一起 合并 合在一起 同时 分开 together combine separately",
    "number": "#",
}
"""Words by the kind of what they name; `#` stands for any number."""


@dataclass(frozen=True, slots=True)
class Kinds:
    """The kind of each English word, and by its first character every Chinese word with its kind, longest first."""

    english: dict[str, str]
    chinese: dict[str, tuple[tuple[str, str], ...]]

    def find_chinese(self, run: str) -> Iterator[tuple[str, int, int]]:
        """Yield each kind named in a run of Chinese characters and where it begins and ends; longer words first."""
        place = 0
        while place < len(run):
            for word, kind in self.chinese.get(run[place], ()):
                if run.startswith(word, place):
                    if kind:
                        yield kind, place, place + len(word)
                    place += len(word)
                    break
            else:
                place += 1


def build_kinds() -> Kinds:
    """Return the kinds of the words listed above."""
    pairs = [(word, kind) for kind, words in WORDS.items() for word in words.split()]
    chinese: dict[str, list[tuple[str, str]]] = {}
    for word, kind in sorted(pairs, key=lambda pair: -len(pair[0])):
        chinese.setdefault(word[0], []).append((word, kind))
    english = {word: kind for word, kind in pairs if word < FIRST_CJK}
    return Kinds(english, {first: tuple(words) for first, words in chinese.items() if first >= FIRST_CJK})
