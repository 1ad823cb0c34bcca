import { latin } from './latin.ts';

/** What companies do, in Chinese, Japanese and Korean: names without spaces end with it. */
export const eastAsianTrades = (
  '石油 石化 化学 化工 化成 鉄鋼 钢铁 製鉄 製鋼 金属 機械 机械 精機 精密 電機 电机 电器 電気 電器 電子 电子 電力 电力 能源 矿业 工業 工业 産業 实业 實業 製作所 製造 自動車 汽车 汽車 ' +
  '電鉄 鉄道 铁路 運輸 運送 物流 交通 観光 航空 航运 海運 通信 通讯 電訊 信息 网络 科技 技术 技術 软件 放送 新聞 出版 印刷 传媒 文化 教育 建設 建设 建築 建筑 不動産 地产 房地产 置业 ' +
  '銀行 银行 信用金庫 信用組合 保険 保险 生命 生命保険 損害保険 証券 证券 信托 投资 投資 商事 商店 商会 商业 商業 贸易 貿易 百貨店 百货 食品 饮料 酒造 酒业 酒店 酒場 食堂 餐饮 餐厅 珈琲 喫茶室 喫茶店 寿司 鮨 ' +
  '書店 書房 書局 薬局 薬品 製薬 制药 医药 药业 药房 大药房 眼镜 眼鏡 生物 農業 水産 病院 医院 醫院 医療 学園 学院 大学 旅館 旅行 旅游 便利店 超市 ' +
  'センター ファッションセンター ストア スーパー マーケット サービス ホテル クリニック レストラン ラーメン うどん カフェ ドラッグ ドラッグストア モータース タクシー ' +
  '은행 건설 전자 화학 자동차 보험 생명 화재 증권 카드 제약 식품 물산 중공업 공업 산업 상사 병원 의원 약국 치과 마트 호텔 항공 해운 통신 대학교'
).split(' ');
/** Such as "group", and places. */
export const eastAsianDescriptions = (
  '集团 集團 控股 发展 發展 国际 國際 国際 グループ ホールディングス システム 그룹 홀딩스 인터내셔널 ' +
  '中国 中國 中华 中華 日本 韓国 台湾 台灣 臺灣 香港 北京 上海 深圳 广州 廣州 天津 重庆 成都 武汉 南京 杭州 東京 大阪 京都 名古屋 横浜 神戸 福岡 札幌 九州 四国 北海道 한국 대한 서울 부산'
).split(' ');

const known = [...eastAsianTrades, ...eastAsianDescriptions].filter((word) => word.length > 1).toSorted((a, b) => b.length - a.length);
/** What remains of the name is at least two letters long. */
const ends = new RegExp(String.raw`^(\S*\p{L}{2})(${known.join('|')})$`, 'u');
const starts = new RegExp(String.raw`^(${eastAsianDescriptions.join('|')})(\p{L}{2}\S*)$`, 'u');
/** Where katakana or Latin letters stand beside another script: コスモ|石油, 衛訊|Wilson. */
const border = new RegExp(
  [
    String.raw`(?<=[\p{Script=Katakana}ー]{2})(?=[\p{Script=Han}\p{Script=Hiragana}])`,
    String.raw`(?<=[\p{Script=Han}\p{Script=Hiragana}])(?=[\p{Script=Katakana}ー]{2})`,
    String.raw`(?<=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー])(?=[A-Za-z]{3})`,
    String.raw`(?<=[A-Za-z]{3})(?=[\p{Script=Han}\p{Script=Hangul}])`,
  ].join('|'),
  'gu',
);

/** The name with spaces between the words that can be told apart. */
export function spaced(name: string): string {
  if (!/[\p{Script=Han}\p{Script=Katakana}\p{Script=Hangul}]/u.test(name)) return name;
  return name.replaceAll(border, ' ').split(/\s+/).map(spacedWord).join(' ');
}

function spacedWord(word: string): string {
  const [, head = word, tail] = ends.exec(word) ?? [];
  const [, place, rest = head] = starts.exec(head) ?? [];
  return [place, rest, tail].filter((part) => part !== undefined).join(' ');
}

/** As they are read within a name. */
export const inLatin = (words: string[]): string[] => words.map((word) => latin(word).replaceAll(/[^a-z0-9]/g, ''));
