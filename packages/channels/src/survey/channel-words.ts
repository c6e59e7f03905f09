import type { ChannelId } from "@cxkit/core";
import { comparable } from "./column-names.ts";

/** Words for a channel, English and Chinese; the first channel one of whose words fits is taken. */
const words: readonly (readonly [ChannelId, RegExp])[] = [
  ["wecom", /^(?:wecom|we com|企业微信|企微|wechat work)/u],
  [
    "wechat",
    /^(?:wechat|weixin|we chat|微信|公众号|小程序|微信小程序|mini ?-?program|official account|朋友圈)/u,
  ],
  ["alipay", /^(?:alipay|支付宝|生活号)/u],
  ["sms", /^(?:sms|text message|text$|短信|短訊|手机短信|彩信)/u],
  ["email", /^(?:e-?mail|mail$|mailing|newsletter|gl$|邮件|邮箱|电子邮件|電子郵件|邮件邀请)/u],
  [
    "phone",
    /^(?:phone|tele(?:phone|marketing)|call(?: ?(?:cent(?:er|re)|back))?s?$|hotline|cati|ivr|电话|電話|热线|客服热线|呼叫中心|外呼|电话客服|400)/u,
  ],
  [
    "store",
    /^(?:(?:physical |retail |in-?)?(?:store|shop)s?$|in[- ]store|branch|kiosk|counter|offline|on[- ]?site|in[- ]person|face[- ]to[- ]face|point of sale|pos$|capi|门店|線下|线下|实体店|柜台|营业厅|网点|到店|店内|专柜|现场)/u,
  ],
  ["review", /^(?:reviews?$|app ?store|google play|点评|大众点评|应用商店)/u],
  [
    "social",
    /^(?:social|facebook|instagram|twitter|x$|linkedin|weibo|tiktok|whatsapp|line$|telegram|微博|抖音|小红书|快手|社交媒体|qq)/u,
  ],
  [
    "app",
    /^(?:(?:mobile|native|our|the)? ?app(?:lication)?(?: ?\(?(?:ios|android)\)?)?$|ios|android|in-?app|应用|移动应用|客户端|手机客户端|手机app|移动端app)/u,
  ],
  [
    "web",
    /^(?:web|www|online|internet|browser|anonymous(?: link)?$|weblink|link$|desktop$|mobile web|pop-?up|embedded|cawi|网站|网页|官网|網站|链接|在线|线上|浏览器|直接访问|手机提交|电脑提交|pc$|h5)/u,
  ],
];

/**
 * The well-known channel that a cell names.
 *
 * @returns undefined when no word for one is in the list
 * @example knownChannel("微信") // => "wechat"
 * @example knownChannel("Web Link 1") // => "web"
 */
export function knownChannel(cell: string): ChannelId | undefined {
  const text = comparable(cell).replaceAll("_", " ");
  return words.find(([, pattern]) => pattern.test(text))?.[0];
}

/**
 * The channel that a cell names: a well-known one, else the cell itself in kebab-case.
 *
 * @returns undefined when the cell names none
 * @example channelOf("In-store kiosk") // => "store"
 * @example channelOf("Partner Portal (EU)") // => "partner-portal-eu"
 */
export function channelOf(cell: string): ChannelId | undefined {
  const kebab = comparable(cell)
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "");
  return kebab === "" ? undefined : (knownChannel(cell) ?? kebab);
}
