import { latin, wordsOf } from './latin.ts';
import lists from './lists/legal-forms.json' with { type: 'json' };
import shortForms from './lists/short-legal-forms.json' with { type: 'json' };
import { slipsBetween } from './slips.ts';

const forms = new Set([...shortForms, ...lists.spaced.map((form) => wordsOf(latin(form)).join(' '))]);
const longest = 9;
const firstWords = new Set([...forms].map((form) => form.split(' ')[0] ?? ''));
const lastWords = new Set([...forms].map((form) => form.split(' ').at(-1) ?? ''));
/** Words that are a form alone, by their first letters. */
const longForms = Map.groupBy(
  [...forms].filter((form) => form.length >= 6 && !form.includes(' ')),
  (form) => form.charAt(0),
);

/** Words between legal forms: "GmbH & Co. KG", "S.A. de C.V.", "Sp. z o.o.". As the last word of a name they are kept. */
const connectors = new Set(['and', 'und', 'de', 'y', 'et', 'sp', 'mit', 'of', 'z', 'per', 's', 'a']);
/** Forms of one word that stand before the name. Those of several words can stand there too. */
const leadingForms = new Set(
  'ab oy ooo oao zao pao ao too pt tov pat prat at vat sia uab ip kabushiki kabushikikaisha zhushikaisha the firma jsc pjsc'.split(' '),
);

/** Forms of scripts that have no spaces between words, or that Latin letters would hide. */
const native = new RegExp(
  [
    ...lists.native.map((form) => form.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)),
    String.raw`\((?:株|有|同|合|名|資|주|유|有限)\)`,
    '(?:股份)?有限(?:责任|責任)?公司|股份|특별자치|유한책임회사|農業協同組合$',
    '・?(?:リミテッド|コーポレーション|カンパニー|インコーポレイテッド|インコーポレーテッド|ピーエルシー|エルエルシー)',
    String.raw`^บริษัท\s*|\s*จำกัด(?:\s*\(มหาชน\))?$`,
    String.raw`^(?:شركة|شركه|مؤسسة)\s+|\s+(?:ذ\s*[.]?\s*م\s*[.]?\s*م|ش\s*[.]?\s*م\s*[.]?\s*[مكعخ])[.]?$`,
    String.raw`\s*בע["״”']?מ\s*$|\s+[(]חל["״]צ[)]`,
    String.raw`^(?:შპს|სს|ააიპ|ინდ[.]\s*მეწარმე)\s+|\s+(?:შპს|სს)$`,
    String.raw`\s*(?:ՍՊԸ|ՓԲԸ|ԲԲԸ)\s*$|^(?:ՍՊԸ|ՓԲԸ|ԲԲԸ)\s+`,
  ].join('|'),
  'gu',
);

/** The name without the legal forms of scripts whose words no spaces separate. */
export const withoutNativeForms = (name: string): string => (/^[ -~]*$/.test(name) ? name : name.replaceAll(native, ' ')).trim();

export const isLegalForm = (word: string): boolean => forms.has(word);

/** Legal forms stand at the end, a few at the start. At least one word of the name remains. */
export function withoutLegalForm(words: string[]): string[] {
  let [from, to] = [0, words.length];
  for (;;) {
    const length = formAt(words, 0, to, true);
    const last = words[to - 1] ?? '';
    if (length > 0) to -= length;
    else if (to > 1 && isMistypedForm(last)) to -= 1;
    else if (to > 1 && to < words.length && connectors.has(last)) to -= 1;
    else break;
  }
  for (;;) {
    const length = formAt(words, from, to, false);
    if (length === 0) break;
    from += length;
  }
  return words.slice(from, to);
}

/** "Limtied", "Aktiebollag". */
function isMistypedForm(word: string): boolean {
  if (word.length < 6) return false;
  return longForms.get(word.charAt(0))?.some((form) => Math.abs(form.length - word.length) < 2 && slipsBetween(form, word) === 1) ?? false;
}

/** How many words the longest legal form has there; 0 without one. */
function formAt(words: string[], from: number, to: number, atEnd: boolean): number {
  if (atEnd ? !lastWords.has(words[to - 1] ?? '') : !firstWords.has(words[from] ?? '') && !leadingForms.has(words[from] ?? '')) return 0;
  for (let length = Math.min(longest, to - from - 1); length > 0; length--) {
    const found = (atEnd ? words.slice(to - length, to) : words.slice(from, from + length)).join(' ');
    if (atEnd || length > 1 ? forms.has(found) : leadingForms.has(found)) return length;
  }
  return 0;
}
