import anyAscii from 'any-ascii';

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
}

// As they read without dots: S.p.A. is "spa", S.A. de C.V. is "sa de cv".
const legalForms = new Set(
  (
    'ab ag aktiengesellschaft aktiebolag as asa aps oy oyj ltd limited llc llp lp lllp inc incorporated corp corporation co company plc ' +
    'gmbh mbh ggmbh ug kg kgaa ohg gbr ek ev eg se sa sas sasu sarl sarlau eurl snc sca scop spa srl srls sapa ss snc bv nv cv vof bvba ' +
    'sprl cvba sl slu slne sau scl lda ltda eireli sgps zoo sro as kft zrt nyrt bt rt doo dd ad ead eood ood srl tov zat pat ooo oao zao pao ao ip ' +
    'kk gk yk kabushikikaisha kabushiki kaisha godo gaisha goushigaisha pty pvt private pte bhd sdn pt tbk jsc ojsc pjsc cjsc ojs llp fze fzco fzllc dmcc wll saog saoc kscc ' +
    'ehf hf anpartsselskab aktieselskab osakeyhtio sia uab mb ou oue tic ltdsti sti as ans da ks ik eirl sac saa sacv rl de cv ' +
    'gesellschaft beschrankter haftung ggmbh gemeinnutzige proprietary public spol spolka ograniczona odpowiedzialnoscia ' +
    'anonim sirketi liability sociedad anonima societe anonyme societa azioni sociedade besloten vennootschap naamloze aktsiaselts osauhing'
  ).split(' '),
);
/** Words between legal forms: "GmbH & Co. KG", "S.A. de C.V.", "Sp. z o.o.". As the last word of a name they are kept. */
const connectors = new Set(['and', 'und', 'de', 'y', 'et', 'sp', 'mit', 'of', 'z', 'per', 's', 'a']);
const leadingForms = new Set([
  'ab',
  'ooo',
  'oao',
  'zao',
  'pao',
  'ao',
  'pt',
  'tov',
  'sia',
  'uab',
  'ip',
  'kabushiki',
  'kabushikikaisha',
  'zhushikaisha',
]);

const descriptions = new Set(
  (
    'group gruppe groupe grupo gruppo holding holdings international intl global worldwide solutions solution services service systems system ' +
    'technologies technology tech software consulting consultants consultancy partners industries industrie industry enterprises enterprise ' +
    'labs lab digital trading trade investments ventures capital management company the and of for und et y e i de la le les der die das ' +
    'usa us uk eu emea apac europe europa asia pacific america americas north south east west central deutschland germany france italia italy espana spain ' +
    'nederland netherlands belgium osterreich austria schweiz switzerland suisse polska poland sverige sweden norge norway danmark denmark suomi finland ' +
    'india china japan nippon brasil brazil mexico canada australia singapore hongkong ireland portugal turkiye turkey russia'
  ).split(' '),
);

/** Legal forms of scripts without spaces between words. */
const nativeForms =
  /株式会社|有限会社|合同会社|合名会社|合資会社|\((?:株|有|同)\)|(?:股份)?有限(?:责任)?公司|股份|주식회사|유한회사|\((?:주|유)\)/g;

/** NFKC would turn ™ into the letters TM. */
const marks = /[®™©℠]/g;
/** "Brightwell (formerly Quindle)". */
const formerName = /[([]\s*(?:formerly|previously|f\/?k\/?a|vormals|ehemals|früher|anciennement|antes|già)\b[^)\]]*[)\]]?/giu;

export function normaliseName(name: string): NormalName {
  const plain = latin(name.replaceAll(marks, '').normalize('NFKC').replaceAll(formerName, ' ').replaceAll(nativeForms, ' '));
  const words = withoutLegalForm(wordsOf(withoutAddition(plain)));
  const strong = words.filter((word) => !descriptions.has(word));
  const squashed = words.join('');
  return { words, strong: strong.length > 0 ? strong : words, squashed, sound: soundOf(squashed) };
}

/** What follows a legal form is a place, a register or a state of the company: "GmbH, Berlin", "Ltd (UK)", "AB (publ)", "GmbH i.L.". */
function withoutAddition(plain: string): string {
  const [, head = ''] = /^(.+?)\s*(?:[,([/]|\bi\.? ?[la]\.?$|\bin liqu\w+$)/.exec(plain) ?? [];
  const words = wordsOf(head);
  return words.length > 1 && legalForms.has(words.at(-1) ?? '') ? head : plain;
}

function wordsOf(plain: string): string[] {
  const spelled = plain.replaceAll(/[&+]/g, ' and ').replaceAll(/['’`´]/g, '');
  return joinInitials(spelled.split(/[^a-z0-9]+/).filter(Boolean));
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
  if (!/[\p{L}\p{N}]/u.test(name.normalize('NFKC').replaceAll(nativeForms, ''))) return false;
  const { words } = normaliseName(name);
  return words.length !== 1 || !namelessForms.has(words[0] ?? '');
}

/** What people type into a mandatory field when they do not know the name. */
const placeholders = new Set(
  'na tbd tba tbc todo none null nil unknown unbekannt inconnu desconocido sconosciuto onbekend test testing xx xxx xxxx nn noname company firma'.split(
    ' ',
  ),
);

/** Whether the name is `n/a`, `TBD`, `unknown` …: it says nothing, so two of them are not the same company. */
export const isPlaceholder = ({ squashed }: NormalName): boolean => placeholders.has(squashed);

/** A rough form that different transliterations of one name share. */
function soundOf(text: string): string {
  return text
    .replaceAll('kh', 'h')
    .replaceAll('ck', 'k')
    .replaceAll('ph', 'f')
    .replaceAll(/[yj]/g, 'i')
    .replaceAll('w', 'v')
    .replaceAll(/(.)\1+/g, '$1');
}

/** People write ä as ae, a or ä: all three become a. Other scripts are transliterated. */
function latin(name: string): string {
  const isPlain = /^[ -~]*$/.test(name);
  const folded = (isPlain ? name : name.normalize('NFKC')).toLowerCase().replaceAll(/ae|oe|ue/g, (pair) => pair.charAt(0));
  return isPlain ? folded : anyAscii(folded).toLowerCase();
}

/** Joins "s", "p", "a" into one word, because people write S.p.A., S.P.A. and SpA. */
function joinInitials(words: string[]): string[] {
  const joined: string[] = [];
  let initials = '';
  for (const word of [...words, '']) {
    if (/^[a-z]$/.test(word)) {
      initials += word;
      continue;
    }
    if (initials) joined.push(initials);
    initials = '';
    if (word) joined.push(word);
  }
  return joined;
}

/** Legal forms stand at the end, a few at the start. At least one word of the name remains. */
function withoutLegalForm(words: string[]): string[] {
  let [from, to] = [0, words.length];
  const at = (index: number) => words[index] ?? '';
  while (to > 1 && (legalForms.has(at(to - 1)) || (to < words.length && connectors.has(at(to - 1))))) to -= 1;
  while (from < to - 1 && (leadingForms.has(at(from)) || at(from) === 'the')) from += 1;
  return words.slice(from, to);
}
