/**
 * A set of characters as bits: one for each ASCII character, one for all others. So a set can be larger than the pattern says, which only
 * makes the result more cautious.
 */
type Characters = bigint;

const OTHERS: Characters = 1n << 128n;
const ALL: Characters = (1n << 129n) - 1n;
const one = (code: number): Characters => (code < 128 ? 1n << BigInt(code) : OTHERS);
const range = (from: number, to: number): Characters => {
  let set = to >= 128 ? OTHERS : 0n;
  for (let code = from; code <= Math.min(to, 127); code++) set |= one(code);
  return set;
};
const digits = range(48, 57);
const words = digits | range(65, 90) | range(97, 122) | one(95);
const spaces = range(9, 13) | one(32) | OTHERS;
const classes: Readonly<Record<string, Characters>> = {
  d: digits,
  D: ALL & ~digits,
  w: words,
  W: ALL & ~words,
  s: spaces,
  S: ALL & ~(range(9, 13) | one(32)),
  n: one(10),
  r: one(13),
  t: one(9),
};

interface Item {
  /** A character, or alternatives in a group. */
  of: Characters | Item[][];
  min: number;
  max: number;
}

/** What follows an item: which characters it can begin with, how many it takes at most, and whether it repeats without a bound. */
interface Rest {
  ways: number;
  first: Characters;
  length: number;
  hasLoop: boolean;
}

const MAX_WAYS = 200;

/**
 * In how many ways a regular expression can match at one place, at most: its cost for a text grows with the text by this factor, never
 * faster. Null where that is not proved: repeated groups, look-around, back references, and repetitions that compete for characters.
 */
export function costOfPattern(pattern: string): number | null {
  const hasStart = pattern.startsWith('^');
  const body = pattern.slice(hasStart ? 1 : 0, pattern.endsWith('$') && !pattern.endsWith('\\$') ? -1 : undefined);
  const reader = { text: body, at: 0 };
  const alternatives = readAlternatives(reader);
  if (!alternatives || reader.at < body.length) return null;
  const rest = weighAll(alternatives, { ways: 1, first: 0n, length: 0, hasLoop: false });
  if (!rest) return null;
  // The anchor belongs to the first alternative. Without one, the pattern is tried from every character, so a loop would cost the square.
  const isAnchored = hasStart && alternatives.length === 1;
  const cost = isAnchored && rest.ways === 1 ? 1 : rest.ways * Math.max(1, rest.length);
  return cost > MAX_WAYS || (!isAnchored && rest.hasLoop) ? null : cost;
}

function weighAll(alternatives: Item[][], rest: Rest): Rest | null {
  const weighed = alternatives.map((items) => items.reduceRight<Rest | null>((after, item) => after && weigh(item, after), rest));
  if (weighed.some((one) => one === null)) return null;
  const all = weighed as Rest[];
  return {
    ways: all.reduce((sum, { ways }) => sum + ways, 0),
    first: all.reduce((set, { first }) => set | first, 0n),
    length: Math.max(...all.map(({ length }) => length)),
    hasLoop: all.some(({ hasLoop }) => hasLoop),
  };
}

function weigh({ of, min, max }: Item, rest: Rest): Rest | null {
  if (typeof of !== 'bigint') {
    if (max !== 1) return null;
    const inner = weighAll(of, rest);
    return inner && (min === 1 ? inner : { ...inner, ways: inner.ways + rest.ways, first: inner.first | rest.first });
  }
  const first = min > 0 ? of : of | rest.first;
  const hasLoop = rest.hasLoop || max === Infinity;
  const length = rest.length + (max === Infinity ? 0 : max);
  // It cannot give back a character that what follows would take: there is one way only.
  if (min === max || (of & rest.first) === 0n) return { ways: rest.ways, first, length, hasLoop };
  // From each place to which a loop gives back, what follows is tried once.
  if (max === Infinity) return rest.hasLoop ? null : { ways: rest.ways * Math.max(1, rest.length), first, length, hasLoop };
  const ways = rest.ways * (max - min + 1);
  return ways > MAX_WAYS ? null : { ways, first, length, hasLoop };
}

interface Reader {
  text: string;
  at: number;
}

function readAlternatives(reader: Reader): Item[][] | null {
  const alternatives: Item[][] = [[]];
  while (reader.at < reader.text.length && reader.text[reader.at] !== ')') {
    if (reader.text[reader.at] === '|') {
      reader.at++;
      alternatives.push([]);
      continue;
    }
    const of = readAtom(reader);
    if (of === null) return null;
    const count = readQuantifier(reader);
    if (count === null) return null;
    alternatives.at(-1)?.push({ of, ...count });
  }
  return alternatives;
}

function readAtom(reader: Reader): Item['of'] | null {
  const { text, at } = reader;
  const character = text[at] ?? '';
  if (character === '(') {
    if (text[at + 1] === '?' && text[at + 2] !== ':') return null;
    reader.at += text[at + 1] === '?' ? 3 : 1;
    const inner = readAlternatives(reader);
    if (!inner || text[reader.at] !== ')') return null;
    reader.at++;
    return inner;
  }
  if (character === '[') return readClass(reader);
  if (character === '\\') return readEscape(reader);
  // Anchors within the pattern, and what only stands behind an atom.
  if ('^$*+?{}]'.includes(character)) return null;
  const code = text.codePointAt(at) ?? 0;
  reader.at += code > 0xffff ? 2 : 1;
  return character === '.' ? ALL & ~one(10) : one(code);
}

function readEscape(reader: Reader): Characters | null {
  const name = reader.text[reader.at + 1] ?? '';
  reader.at += 2;
  // Letters and digits have meanings that are not handled here: back references, boundaries, properties, code points.
  return classes[name] ?? (/^[^\w\s]$/.test(name) ? one(name.charCodeAt(0)) : null);
}

function readClass(reader: Reader): Characters | null {
  const isNegated = reader.text[reader.at + 1] === '^';
  reader.at += isNegated ? 2 : 1;
  let set: Characters = 0n;
  while (reader.text[reader.at] !== ']') {
    const from = readClassItem(reader);
    if (from === null) return null;
    if (from.code !== null && reader.text[reader.at] === '-' && reader.text[reader.at + 1] !== ']') {
      reader.at++;
      const to = readClassItem(reader);
      if (!to || to.code === null || to.code < from.code) return null;
      set |= range(from.code, to.code);
    } else {
      set |= from.set;
    }
  }
  reader.at++;
  // The bit for all others stands for many characters: a negated set still has some of them.
  return isNegated ? (ALL & ~set) | OTHERS : set;
}

/** One character, with its code, or the set of an escape. */
function readClassItem(reader: Reader): { set: Characters; code: number | null } | null {
  const { text, at } = reader;
  if (at >= text.length) return null;
  if (text[at] !== '\\') {
    const code = text.codePointAt(at) ?? 0;
    reader.at += code > 0xffff ? 2 : 1;
    return { set: one(code), code };
  }
  const set = readEscape(reader);
  if (set === null) return null;
  const name = text[at + 1] ?? '';
  return { set, code: name in classes ? null : name.charCodeAt(0) };
}

function readQuantifier(reader: Reader): { min: number; max: number } | null {
  const found = /^(?:[*+?]|\{(\d{1,4})(,)?(\d{1,4})?\})\??/.exec(reader.text.slice(reader.at, reader.at + 13));
  if (!found) return reader.text[reader.at] === '{' ? null : { min: 1, max: 1 };
  reader.at += found[0].length;
  const [sign = '', low, comma, high] = found;
  if (sign.startsWith('*')) return { min: 0, max: Infinity };
  if (sign.startsWith('+')) return { min: 1, max: Infinity };
  if (sign.startsWith('?')) return { min: 0, max: 1 };
  const min = Number(low);
  return { min, max: high === undefined ? (comma ? Infinity : min) : Number(high) };
}
