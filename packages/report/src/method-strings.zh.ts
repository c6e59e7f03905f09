import type { ReportStrings } from "./report-strings.ts";

/** How the numbers were made, in Chinese (simplified). */
export const chineseMethods: Pick<
  ReportStrings,
  "methodIntro" | "method" | "test" | "correction" | "correctionLevels" | "metricBase" | "unit"
> = {
  methodIntro: (percent) =>
    `所有区间的置信水平均为 ${percent}%：若对同样的客户反复抽样，按此方法得到的区间有这么高的比例包含真值。它只反映随机误差，不反映问了谁、谁愿意回答。`,
  method: {
    "adjusted-wald": "校正 Wald 法，加 3 个虚拟答案（Rocks 2016）",
    score: "净占比的得分区间（Tango 1998）",
    wald: "Wald 法（正态近似，未校正）",
    wilson: "Wilson 得分区间（1927）",
    "clopper-pearson": "Clopper–Pearson 精确二项区间（1934）",
    "agresti-coull": "Agresti–Coull 法（1998）",
    jeffreys: "Jeffreys 法，贝塔分位数",
    "bounded-score": "有界量表均值的得分区间",
    "bounded-score-clustered": "有界量表均值的得分区间，按受访者聚类",
    t: "Student t 区间",
    welch: "Welch t 区间（方差不等）",
    newcombe: "Newcombe 混合得分法（1998）",
    "mover-score": "合并两个得分区间（MOVER）",
    none: "无区间",
  },
  test: {
    z: "z 检验",
    "pooled-z": "合并方差 z 检验",
    "adjusted-wald-z": "校正 Wald z 检验",
    "welch-t": "Welch t 检验",
    "score-z": "得分 z 检验",
  },
  correction: {
    "benjamini-hochberg": "按 Benjamini–Hochberg（1995）校正，错误发现率 5%",
    holm: "按 Holm（1979）校正",
    bonferroni: "按 Bonferroni 校正",
    "benjamini-yekutieli": "按 Benjamini–Yekutieli（2001）校正",
    none: "未校正",
  },
  correctionLevels: (correction, level, segmentLevel) =>
    `${correction.replace(/，错误发现率.*$/, "")}，错误发现率：得分、触点和阶段 ${level}%，人群之内 ${segmentLevel}%`,
  metricBase: {
    nps: "推荐者（9–10 分）占比减去贬损者（0–6 分）占比，以 0–10 分的全部答案为基数",
    csat: "选择最好两项的答案占比，以量表上的全部答案为基数",
    ces: "量表上全部答案的均值，越容易越好",
    rating: "量表上全部答案的均值",
  },
  unit: {
    points: "分，−100 至 100",
    percent: "百分数，0 至 100",
    "scale-point": "量表分",
    second: "秒",
    count: "个",
    ratio: "比值",
    probability: "概率，0 至 1",
    none: "无",
  },
};
