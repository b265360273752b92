"""What the demonstration city and its counties arranged in 2011 and 2012: matters, not yet units."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Matter:
    """One matter of a unit's supervision plan. `each` is the quantity a village below (0: none is set);
    `outcome` (measure, stated value); `under` a programme's code, or a campaign's kind after "@"."""

    under: str
    title: str
    unit: str
    each: float
    arranged: date
    days: int
    outcome: tuple[str, int] | None = None
    fades: bool = False  # strong at first, weak later
    paper: bool = False  # meetings and documents only


CITY_MATTERS = [
    Matter("lead_goose", "双强村支书集中复核", "名", 0.9, date(2011, 2, 14), 100, ("复核完成率", 95)),
    Matter("quality_project", "乡镇培训基地挂牌", "个", 0.03, date(2011, 2, 21), 120),
    Matter("four_cultivations", "四个培养名单更新", "人", 4.0, date(2011, 3, 7), 75),
    Matter("dual_learn_dual_lead", "党员科技示范户挂牌", "户", 1.2, date(2011, 3, 21), 150, fades=True),
    Matter("@three_rises", "党旗飘起来统一悬挂", "处", 1.0, date(2011, 4, 6), 85),
    Matter("village_economy", "薄弱村集体经济项目对接", "个", 0.12, date(2011, 4, 18), 180, ("年增收村", 60)),
    Matter("@two_helps", "下岗职工帮扶结对", "人", 0.6, date(2011, 5, 9), 140, ("稳定就业人数", 40)),
    Matter("quality_project", "农村党员实用技术轮训", "人次", 9.0, date(2011, 5, 23), 170),
    Matter("lead_goose", "空缺村支书职位补配", "名", 0.02, date(2011, 6, 13), 80, ("支书在岗率", 100)),
    Matter("dual_learn_dual_lead", "农村党员冬训方案制定", "份", 0, date(2011, 7, 4), 60, paper=True),
    Matter("four_cultivations", "后备干部选配", "名", 2.0, date(2011, 8, 1), 110),
    Matter("dual_learn_dual_lead", "党员联系户走访", "户", 20.0, date(2011, 8, 22), 120, fades=True),
    Matter("@three_rises", "党员亮身份挂牌", "户", 12.0, date(2011, 9, 5), 100),
    Matter("lead_goose", "村级换届风险排查", "村", 1.0, date(2011, 9, 19), 70, ("问题整改率", 100)),
    Matter("quality_project", "村干部落地培训选派", "人", 0.08, date(2011, 10, 17), 90),
    Matter("village_economy", "村级财务公开检查", "村", 1.0, date(2011, 11, 7), 60),
    Matter("lead_goose", "新任村干部集中培训", "人", 1.6, date(2012, 1, 9), 55, ("培训考试合格率", 95)),
    Matter("@two_helps", "春节前困难党员走访", "户", 1.5, date(2012, 1, 4), 20),
    Matter("four_cultivations", "三百强和重点对象帮扶", "人", 0.3, date(2012, 2, 13), 130, ("落实帮扶措施", 4)),
    Matter("dual_learn_dual_lead", "春季技术服务进村", "场", 0.5, date(2012, 2, 27), 75, fades=True),
    Matter("quality_project", "一季度党员轮训", "人次", 5.0, date(2012, 2, 6), 60),
    Matter("village_economy", "集体经济项目回头看", "个", 0.1, date(2012, 3, 19), 90, ("见效项目比例", 60)),
    Matter("@three_rises", "公开承诺事项兑现", "件", 2.0, date(2012, 4, 9), 120, ("兑现率", 90)),
    Matter("lead_goose", "软弱村班子整顿", "个", 0.05, date(2012, 4, 23), 150, ("整顿转化率", 90)),
    Matter("dual_learn_dual_lead", "麦收期间党员服务队", "支", 0.6, date(2012, 5, 14), 50),
    Matter("quality_project", "七一前党课轮训", "人次", 8.0, date(2012, 5, 28), 32),
    Matter("four_cultivations", "半年培养情况自查", "份", 0, date(2012, 6, 11), 30, paper=True),
]
TO_TOWNSHIPS = {"党员科技示范户挂牌", "党员联系户走访", "春季技术服务进村"}  # the city's, straight to townships
COUNTY_MATTERS = [
    Matter("lead_goose", "村干部双强档案补建", "份", 3.0, date(2011, 4, 11), 90),
    Matter("dual_learn_dual_lead", "党员设岗服务点建设", "个", 0.5, date(2011, 7, 18), 120, fades=True),
    Matter("village_economy", "村集体资产清查", "村", 1.0, date(2011, 11, 14), 110),
    Matter("four_cultivations", "入党积极分子集中培训", "人", 1.0, date(2012, 2, 20), 85),
    Matter("lead_goose", "支书述职评议", "村", 1.0, date(2012, 4, 16), 100, ("群众满意率", 80)),
    Matter("dual_learn_dual_lead", "夏季致富项目推介", "个", 0.4, date(2012, 5, 7), 95, paper=True),
]
MEETINGS = ["召开动员会，传达要求", "召开推进会，通报进度", "召开座谈会，听取意见", "班子会专题研究"]
DOCUMENTS = ["印发实施方案", "转发上级通知", "下发任务分解表", "印发督查通报"]
ACTIONS = ["逐村核对，完成一批", "进村入户办理", "集中办理一批", "现场核查并整改", "组织实施并登记造册"]
PROOFS = ["花名册", "验收单", "现场照片", "登记表", "公示材料", "签到表"]
RETURNED = ["只有总结材料，没有验收单，请补充后再报", "完成数与名册对不上，请核对", "佐证照片重复，请补齐"]
CANCELLED = ["与上级部署合并，另行安排", "区划调整，任务由新单位承担"]
