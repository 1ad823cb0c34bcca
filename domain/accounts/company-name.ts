import { spaced } from './east-asian.ts';
import { initialsIn } from './initials.ts';
import { latin, soundOf, wordsOf } from './latin.ts';
import { isLegalForm, withoutLegalForm, withoutNativeForms } from './legal-forms.ts';
import placeholderList from './lists/placeholders.json' with { type: 'json' };
import { bitsOf, expanded, isDescription, isSmall, withoutAbbreviatedPhrases } from './name-words.ts';

/** A company's name, reduced to the parts that distinguish it from others. */
export interface NormalName {
  /** In order, without legal form, in lower-case Latin letters. */
  words: string[];
  /** The distinctive words: without descriptions such as "group" or "solutions", and without places. */
  strong: string[];
  /** All words joined, because names are written with and without spaces. */
  squashed: string;
  /** `squashed` in a phonetic form that ignores differences of transliteration and doubled letters. */
  sound: string;
  /** The words with abbreviations written out, without "and" and "of"; each with what it says, in bits. */
  tokens: Token[];
  /** What all tokens say together. */
  bits: number;
  /** All numbers, including Roman numerals: they distinguish companies with otherwise equal names. */
  numbers: string;
  /** First letters of its words, with and without small words. Empty for a name of one word. */
  initials: string[];
  /** Whether the name was written in another script. */
  isForeign: boolean;
  /** Its Chinese characters: many are read the same. */
  characters: string;
}

export interface Token {
  text: string;
  sound: string;
  bits: number;
  isDescription: boolean;
}

/** NFKC would turn ™ into the letters TM. */
const marks = /[®™©℠]/g;
/** Before another name of the same company: "Sunbelt Produce LLC dba Fresh Basket". */
const otherName =
  /[([,;]?\s*(?<![\p{L}\p{N}])(?:d\/?b\/?a|t\/a|o\/a|trading as|doing business as|operating as|also known as|(?:formerly|previously|now)(?: known as)?|a\/?k\/?a|f\/?k\/?a|n\/?k\/?a|vormals|ehemals|früher|firmierend als|anciennement|antes|già)(?![\p{L}\p{N}])[.:]?\s*/giu;
/** The register of a stock: "Hexagon AB (publ)", "/DE/", "/ADR/". */
const register = /\(publ\.?\)|\/[A-Z]{2,3}\/?(?=\s|$)/g;

/** The names in a field, the first one first. Several are written as "A dba B", "A (formerly B)", "A (B)", "A / B". */
export function namesIn(field: string): NormalName[] {
  const [first = field, ...others] = field.split(otherName).map((part) => part.replace(/^[\s)\],;]+|[\s([,;]+$/g, ''));
  const parts = [first, ...others].flatMap(splitName).filter((part) => /[\p{L}\p{N}]/u.test(part));
  const names = (parts.length > 0 ? parts : [field]).map(normalisePart);
  // Initials in brackets say nothing that the name does not.
  const isNew = (name: NormalName, index: number) =>
    names.findIndex(({ squashed }) => squashed === name.squashed) === index &&
    !names.some(({ initials, squashed }) => squashed !== name.squashed && initials.includes(name.squashed));
  return names.filter(isNew).slice(0, 4);
}

/** The first name of a field. */
export const normaliseName = (field: string): NormalName => namesIn(field)[0] as NormalName;

/** "A (B)" and "A / B". What stands in brackets behind a legal form is a place or a state of the company, unless it is long. */
function splitName(part: string): string[] {
  const [product = part, by] = part.split(/\s(?:powered )?by\s/i);
  if (by && product.trim().length > 2) return [part.replace(/\s(?:powered )?by\s/i, ' '), product];
  const slashed = part.split(/\s\/\s|\s[-–—|]\s(?=[A-Z]{2,6}$)|(?<=^[A-Z]{2,6})\s[-–—|]\s/);
  if (slashed.length > 1) return slashed;
  const [, before = '', inside = '', after = ''] =
    /^([^([（]+)[([（]([^)\]）]{2,})[)\]）]?\s*(.*)$/u.exec(part.replaceAll(register, ' ')) ?? [];
  if (!before.trim() || withoutNativeForms(part.normalize('NFKC')) !== part.normalize('NFKC').trim()) return [part];
  if (/\d/.test(inside)) return [`${before} ${inside} ${after}`];
  const words = wordsOf(latin(inside));
  const isPlace = endsWithForm(before) && words.length < 3;
  return isPlace || words.every((word) => isDescription(word) || isLegalForm(word))
    ? [`${before} ${after}`]
    : [`${before} ${after}`, inside];
}

const endsWithForm = (text: string): boolean => {
  const words = wordsOf(latin(text));
  return words.length > 1 && isLegalForm(words.at(-1) ?? '');
};

function normalisePart(part: string): NormalName {
  const clean = withoutNativeForms(part.replaceAll(marks, '').replaceAll(register, ' ').normalize('NFKC')) || part;
  const allWords = wordsOf(withoutAddition(withoutAbbreviatedPhrases(latin(spaced(clean)))));
  const words = withoutLegalForm(allWords);
  const strong = words.filter((word) => !isDescription(word));
  const squashed = words.join('');
  const ofName = words
    .map(expanded)
    .filter((word, _, all) => all.length === 1 || !isSmall(word))
    .map(toToken);
  const isForeign = !/^[ -~]*$/.test(clean) && /[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u.test(clean);
  return {
    words,
    strong: strong.length > 0 ? strong : words,
    squashed,
    sound: soundOf(squashed),
    tokens: ofName,
    bits: bitsTogether(ofName),
    numbers: numbersOf(words),
    initials: initialsIn(clean, allWords, words),
    isForeign,
    characters: isForeign ? (clean.match(/\p{Script=Han}/gu) ?? []).join('') : '',
  };
}

/** Names share most of their words. */
const tokens = new Map<string, Token>();
const mostTokens = 20_000;

function toToken(text: string): Token {
  const known = tokens.get(text);
  if (known) return known;
  if (tokens.size >= mostTokens) tokens.clear();
  const made = makeToken(text);
  tokens.set(text, made);
  return made;
}

function makeToken(text: string): Token {
  return { text, sound: soundOf(text), bits: /^\d+$/.test(text) ? 4 : bitsOf(text), isDescription: isDescription(text) };
}

/** Words of one name are not independent: a second common word says less than a rare one. */
function bitsTogether(tokens: { bits: number }[]): number {
  const most = Math.max(0, ...tokens.map(({ bits }) => bits));
  return 0.65 * most + 0.35 * tokens.reduce((sum, { bits }) => sum + bits, 0);
}

function numbersOf(words: string[]): string {
  const found = words.flatMap((word, index) =>
    /^[ivxl]{2,}$/.test(word) || (/^[ivx]$/.test(word) && index === words.length - 1) ? word : (word.match(/\d+/g) ?? []),
  );
  return found.toSorted().join();
}

/** What follows a legal form is a place, a register or a state of the company: "GmbH, Berlin", "Ltd (UK)", "GmbH i.L.". */
function withoutAddition(plain: string): string {
  const [, head = ''] = /^(.+?)\s*(?:[,([/]|\bi\.? ?[la]\.?$|-?\s*\bin liqu\w+(?:\s*-)?$)/.exec(plain) ?? [];
  return endsWithForm(head) ? head : plain;
}

/** Forms that are nobody's name. Others are: SAS is an airline and a software company. */
const namelessForms = new Set(
  (
    'ab ag aktiengesellschaft aktiebolag aps bv bvba co company corp corporation doo gbr ggmbh gmbh gesellschaft inc incorporated kft kg kgaa kk lda ' +
    'limited llc llp lp ltd ltda mbh nv ohg oy oyj plc private pte pty pvt sa sarl sasu sl slu spa spzoo sprl srl srls srlu sro ug zoo'
  ).split(' '),
);

/** Whether a name says more than a legal form (`GmbH & Co. KG`, `株式会社`) or punctuation (`-`). */
export function namesCompany(name: string): boolean {
  if (!/[\p{L}\p{N}]/u.test(withoutNativeForms(name.normalize('NFKC')))) return false;
  const { words } = normaliseName(name);
  return words.length !== 1 || !namelessForms.has(words[0] ?? '');
}

/** What people type into a mandatory field when they do not know the name. */
const placeholders = new Set(placeholderList);

/** Whether the name is `n/a`, `TBD`, `unknown` …: it says nothing, so two of them are not the same company. */
export const isPlaceholder = ({ squashed }: NormalName): boolean => placeholders.has(squashed) || !/[a-z0-9]/.test(squashed);
