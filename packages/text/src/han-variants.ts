/**
 * Characters that are written in one way in simplified and in another in traditional Chinese, the commonest of comments and shops, in
 * the same order. Left out is every simplified form that is a traditional character too (后, 里, 面, 台, 只, 干).
 */
const simplified =
  "们这个来时说国会对发经过还没样开关问间见长门车东马鱼鸟话语让认识请谢谁谈课试该记计订讲许论设评价质员费买卖贵货贸贴资赞赔" +
  "跃转轮软轻较输边达运进远连选遥邮酱释针钟钱铁银错锅键镜闪闭闷闻阅际陆险随难静顶项顺须预领频题颜额风飞饭饮饿馆驾验骗骤鲜点" +
  "为么义乐习书产亲亿仅从仓优伤传伪体侧偿储儿兴养军农冻净减凭击创删则刚别剂剧动务劳势区医华单卫却厂历厅压厌县参双变叶号听响" +
  "团园围图圆场坏块坚处备复够头夹夺奋妇妈娱宝实审宽宾寻导尽层属岁岛币师帐帮带库应废张强归录彻径态总恶悬惊惯愿扩扫扬抢护报担" +
  "拟择换据损捡摄摆撑敌数断无旧显晓暂术机杀杂权条杨极构标栏树检楼欢残气汇汉汤沟泪洁测济浏浓湾湿满滞潜灭灯灵炉烂烦烧热爱爷状" +
  "环现电画畅疗盐监盖盘睁矿码确礼离种积称稳穷笔签简类粮级纪纯纸线练组细终结绕绘给络绝统继绩绪续维绿缓编缘网罗职联聪肃脏脑脱" +
  "腊腾节药获虑虽虾补装观规视觉览触递绍纠诉诚误详诺调谅谊谨赖财败贫购赏赠趋迟适逻队阳阴陈隐韩页顾顿饼馈骂鸡齐龄龙亏众伞债倾" +
  "刘劝励吓吗吴启呕唤喷圣墙壳壶奖孙学宁宫将尘屉岗庆庄弯弹异弃忆忧怀恳惨惩愤懒戏战扑执拥拦挤挥捞搁携晕枪档桥梦毁毕泽泼洒浅浆" +
  "涂涨渐滨犹狭独猪献疯痒皱盗础祸税竞筑篮紧绑缝缩罚肠肤胆胜脉艺苹荐荣营蓝虚蜡衬袜裤誉负责账赚赶踪载辅辆辈辉辞辩迁迈";
const traditional =
  "們這個來時說國會對發經過還沒樣開關問間見長門車東馬魚鳥話語讓認識請謝誰談課試該記計訂講許論設評價質員費買賣貴貨貿貼資讚賠" +
  "躍轉輪軟輕較輸邊達運進遠連選遙郵醬釋針鐘錢鐵銀錯鍋鍵鏡閃閉悶聞閱際陸險隨難靜頂項順須預領頻題顏額風飛飯飲餓館駕驗騙驟鮮點" +
  "為麼義樂習書產親億僅從倉優傷傳偽體側償儲兒興養軍農凍淨減憑擊創刪則剛別劑劇動務勞勢區醫華單衛卻廠歷廳壓厭縣參雙變葉號聽響" +
  "團園圍圖圓場壞塊堅處備復夠頭夾奪奮婦媽娛寶實審寬賓尋導盡層屬歲島幣師帳幫帶庫應廢張強歸錄徹徑態總惡懸驚慣願擴掃揚搶護報擔" +
  "擬擇換據損撿攝擺撐敵數斷無舊顯曉暫術機殺雜權條楊極構標欄樹檢樓歡殘氣匯漢湯溝淚潔測濟瀏濃灣濕滿滯潛滅燈靈爐爛煩燒熱愛爺狀" +
  "環現電畫暢療鹽監蓋盤睜礦碼確禮離種積稱穩窮筆簽簡類糧級紀純紙線練組細終結繞繪給絡絕統繼績緒續維綠緩編緣網羅職聯聰肅髒腦脫" +
  "臘騰節藥獲慮雖蝦補裝觀規視覺覽觸遞紹糾訴誠誤詳諾調諒誼謹賴財敗貧購賞贈趨遲適邏隊陽陰陳隱韓頁顧頓餅饋罵雞齊齡龍虧眾傘債傾" +
  "劉勸勵嚇嗎吳啟嘔喚噴聖牆殼壺獎孫學寧宮將塵屜崗慶莊彎彈異棄憶憂懷懇慘懲憤懶戲戰撲執擁攔擠揮撈擱攜暈槍檔橋夢毀畢澤潑灑淺漿" +
  "塗漲漸濱猶狹獨豬獻瘋癢皺盜礎禍稅競築籃緊綁縫縮罰腸膚膽勝脈藝蘋薦榮營藍虛蠟襯襪褲譽負責賬賺趕蹤載輔輛輩輝辭辯遷邁";

/** How many characters of a text are written so in one way of writing Chinese only. */
export function hanVariants(text: string): { readonly simplified: number; readonly traditional: number } {
  const found = { simplified: 0, traditional: 0 };
  for (const character of text) {
    if (onlySimplified.has(character)) found.simplified += 1;
    else if (onlyTraditional.has(character)) found.traditional += 1;
  }
  return found;
}

const onlySimplified = new Set(simplified);
const onlyTraditional = new Set(traditional);
