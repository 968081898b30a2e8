"""标题用词: the words that the breaking of titles knows about, one blank between two.

Office words and those of aid work; places and names are recognised by their form (`title_words`).
"""

NOT_LAST = """
关于 对于 有关 和 与 及 以及 或 或者 对 在 为 向 把 将 并 从 由 以 至 到 给 按 按照 根据 依据 经 被 让 请 于 各
每 本 该 全 不 未 新 再 老 暨 转 报 就 因 其 某 第 约 近 超 逾 拟 应
"""
"""What ends no line: it belongs to the next word."""

ADVERBS = """
进一步 切实 全面 深入 扎实 持续 认真 积极 广泛 大力 有效 统筹 专项 先行 联合 集中
"""
"""What leans on the verb after it."""

VERBS = """
做好 开展 加强 推进 规范 完善 建立 健全 成立 调整 下达 给予 实施 落实 贯彻 召开 举办 表彰 同意 申请 推动 促进
深化 强化 优化 提高 提升 建设 保障 解决 严格 报送 上报 拨付 使用 管理 明确 确定 公布 编制 组织 制定 修订
"""
"""What wants its object on the same line."""

ADJECTIVES = """
困难 优秀 先进 特殊 重大 重点 基本 重度 受灾 因灾 因病 低收入 有关 相关 主要 若干 部分 补充 临时 年度 集体 残疾
独居 留守
"""
"""What leans on the noun after it."""

DOCUMENTS = """
办法 细则 方案 意见 规定 通知 决定 通报 报告 请示 批复 函 名单 制度 规则 计划 规划 预案 条例 要点 措施 标准 指南
公约 纪要 公告 通告 议案 清单 目录 协议 合同 总结
"""
"""Kinds of papers, which had better not begin a line without what they are about."""

HEADS = """
工作 问题 情况 事项 活动 项目 资金 家庭 人员 单位 个人 机制 体系 能力 建设 管理 制度 任务 群众 对象 行动 条件
服务 成员 组长 期间 时期 年度 办公室 小组
"""
"""Nouns that had better stay with what is before them."""

TERMS = """
领导小组 领导小组办公室 困难家庭 困难群众 困难职工 帮扶救助 生育关怀 项目合同 监督检查 评估结果 实施方案
指导意见 工作方案 行动方案 实施意见 若干意见 若干措施 若干规定 实施细则 管理办法 暂行办法 试行办法 工作要点
成员名单 紧急救助 经济帮扶 亲情牵手 走访慰问 项目救助 专项资金 救助资金 帮扶资金 临时救助 低保家庭 特困供养
因病致贫 先进集体 先进个人 先进单位 三年行动 五年规划 乡村振兴 互助保险 助学金 志愿服务 志愿者 结对帮扶 整改通知
有关问题 有关事项 有关情况 若干问题 第一批 第二批 第三批 第一季度 第二季度 第三季度 第四季度 上半年 下半年
卫生健康 医疗保障 社会保障 人力资源 应急管理 退役军人 农业农村 住房城乡建设 残疾人 留守儿童 独居老人 助餐点
村民委员会 居民委员会 人民政府 予以表彰 国民经济和社会发展计划 国民经济和社会发展 立项 批复 请示 函复 结项 验收
重度残疾人 部门联席会议 就业援助 困难家庭学生 优秀组织单位 困难老人 困难学生 困难残疾人 特殊困难群体 生活补贴
护理补贴 补助资金
"""
"""What the segmenter is to know as one word."""
