import { eastAsianDescriptions, eastAsianTrades, inLatin } from './east-asian.ts';
import { latin } from './latin.ts';
import commonWords from './lists/common-words.json' with { type: 'json' };

const bits = new Map<string, number>();
for (const [level, words] of Object.entries(commonWords)) {
  for (const word of words.split(' ')) {
    const plain = latin(word);
    bits.set(plain, Math.min(bits.get(plain) ?? 99, Number(level)));
  }
}

/** Words of company names, abbreviated as people do: English, then German, French, Spanish, Italian, Portuguese, Dutch. */
const longForms = new Map(
  (
    'bros brothers|mfg manufacturing|intl international|int international|assoc associates|assocs associates|assn association|tech technology|' +
    'techs technologies|mgmt management|dev development|devt development|svcs services|svc service|ind industries|inds industries|constr construction|' +
    'const construction|labs laboratories|lab laboratories|pharm pharmaceuticals|pharma pharmaceuticals|univ university|dept department|govt government|' +
    'transp transport|prods products|ctr center|centre center|natl national|dist distribution|distrib distribution|fin financial|invest investments|' +
    'invs investments|props properties|elec electric|gen general|amer american|eng engineering|engg engineering|engrs engineers|st saint|ste sainte|' +
    'mt mount|ft fort|hosp hospital|ins insurance|bk bank|hldgs holdings|hldg holding|grp group|ent enterprises|co company|corp corporation|sys systems|' +
    'mkt market|mktg marketing|adv advertising|agric agricultural|chem chemicals|comm communications|commun communications|div division|equip equipment|' +
    'exp express|furn furniture|hwy highway|inst institute|lbr lumber|mach machinery|med medical|mun municipal|pkg packaging|pub publishing|rd road|' +
    'refrig refrigeration|rest restaurant|rlty realty|rwy railway|ry railway|ser services|soc societe|sta station|sply supply|trans transport|twp township|' +
    'gebr gebruder|ges gesellschaft|verw verwaltung|spk sparkasse|stadtspk stadtsparkasse|kreisspk kreissparkasse|vb volksbank|raiffbk raiffeisenbank|rb raiffeisenbank|bausparkasse bausparkasse|' +
    'bauspk bausparkasse|kr kreis|lkr landkreis|masch maschinen|fabr fabrik|str strasse|vers versicherung|' +
    'cie compagnie|ets etablissements|etabl etablissements|fres freres|frs freres|stee societe|' +
    'hnos hermanos|hno hermano|cia compania|dr doctor|fco francisco|flli fratelli|f.lli fratelli|irmaos irmaos|comp companhia|const construcoes'
  )
    .split('|')
    .map((line): [string, string] => {
      const [short = '', long = ''] = line.split(' ');
      return [short, long];
    }),
);

/** Abbreviations of two words, such as those of German savings banks. */
const phrases: [RegExp, string][] = [
  [/\bst(?:adt)?[ .-]+(?:spk|sparkasse)\b/g, 'stadtsparkasse'],
  [/\bkr(?:eis)?[ .-]+(?:spk|sparkasse)\b/g, 'kreissparkasse'],
  [/\bvolksbank[ -]+raiffeisenbank\b/g, 'vr bank'],
];

export const withoutAbbreviatedPhrases = (text: string): string =>
  phrases.reduce((left, [short, long]) => left.replaceAll(short, long), text);

export const expanded = (word: string): string => longForms.get(word) ?? word;

/** Words that say nothing by themselves. */
const smallWords = new Set(
  (
    'and the of for und et y e i de la le les der die das des du di del della do da dos van von zu zum zur fur im am an in en on at a o u og och ja to d l dell dall all nell sull ' +
    'auf bei mit pour sur aux para por con per alla alle sul med av til na we ve'
  ).split(' '),
);
export const isSmall = (word: string): boolean => smallWords.has(word);

/** What companies do, in many languages: names such as "Dupont Plomberie" are those of many. The registers behind the list have few of them. */
const trades = new Set([
  ...inLatin([...eastAsianTrades, ...eastAsianDescriptions]),
  ...(
    'gasthaus gasthof restaurant hotel pension hostel cafe bar pub pizzeria trattoria osteria ristorante taverna bistro brasserie boulangerie patisserie backerei ' +
    'metzgerei fleischerei apotheke pharmacie farmacia pharmacy drogerie friseur salon coiffure barber bau byg bygg bouw bouwbedrijf construction construcciones ' +
    'plomberie plumbing klempner sanitar heizung elektro electricite elektriker maler peinture dachdecker roofing tischlerei schreinerei menuiserie carpentry autohaus ' +
    'garage werkstatt carrosserie taxi transporte spedition transports logistik kanzlei rechtsanwalte notaire avocats abogados law lawyers attorneys dental dentist ' +
    'zahnarzt zahnarztpraxis praxis clinic clinica klinik tierarzt veterinary shoten shoji shokai kogyo kensetsu denki bakery butcher flowers blumen florist ' +
    'immobilien immobiliare inmobiliaria realty realtor realtors steuerberater steuerberatung audit accounting consult reisen viajes viaggi travel voyages druckerei ' +
    'imprimerie imprenta tipografia printing fahrschule autoscuola cleaning reinigung nettoyage limpieza pulizie catering brewery brewing brauerei winery wines weingut ' +
    'bodega cantina cave vins foods freight motors motor auto autos sons sohne fils hijos figli brothers bruder freres hermanos fratelli expert central sunrise ' +
    'supermarket supermarkt supermercado supermercados supermarche mart market market store shop boutique rental rentals car cars kitchen kitchens grill pizza burger coffee tea ' +
    'apparel fashion jewelry jewellery optical optik opticiens studio studios academy akademie fitness gym spa yoga security sicherheit landscaping gartenbau garden gardens ' +
    'nursery pets vet furniture mobel meubles muebles kosmetik beauty hair nails insurance versicherung assurances seguros assicurazioni tire tires tyres reifen'
  ).split(' '),
]);
const mostTradeBits = 7;

/** Surnames that many companies of one country are named after. */
const surnames = new Set(
  (
    'muller schmidt schneider fischer weber meyer meier maier wagner becker schulz hoffmann koch bauer richter klein wolf schroder neumann schwarz braun hofmann zimmermann ' +
    'smith jones brown johnson williams miller davis wilson anderson taylor thomas moore martin jackson thompson white harris clark lewis robinson walker young allen king ' +
    'wright scott green baker adams nelson hill campbell mitchell roberts carter phillips evans turner parker collins edwards stewart murphy kelly ryan obrien osullivan ' +
    'garcia rodriguez martinez hernandez lopez gonzalez perez sanchez ramirez torres flores rivera gomez diaz fernandez silva santos oliveira souza pereira costa ferreira ' +
    'rossi russo ferrari esposito bianchi romano colombo ricci marino greco bruno gallo conti dupont durand dubois bernard petit robert richard moreau laurent simon michel ' +
    'jansen devries vries bakker visser smit meijer mulder peeters janssens hansen nielsen jensen andersen pedersen christensen larsen sorensen olsen johansen andersson ' +
    'johansson karlsson nilsson eriksson larsson olsson persson svensson korhonen virtanen makinen novak kowalski nowak wisniewski horvath nagy kovacs szabo toth popescu ' +
    'ionescu ivanov petrov sidorov yilmaz kaya demir kim lee park choi nguyen tran pham wang li zhang chen liu yang huang zhao wu zhou tanaka suzuki sato takahashi ' +
    'watanabe ito yamamoto nakamura kobayashi kato yamada kumar singh sharma gupta patel shah khan ali ahmed hassan ibrahim cohen levy'
  ).split(' '),
);
const mostSurnameBits = 9;

/** How much it says that two names share the word, in bits: 10 for a word of every 1,024th name. Rare words are taken for equally rare. */
export function bitsOf(word: string): number {
  const known = bits.get(word);
  if (trades.has(word)) return Math.min(mostTradeBits, known ?? mostTradeBits);
  if (surnames.has(word)) return Math.min(mostSurnameBits, known ?? mostSurnameBits);
  if (known !== undefined) return known;
  return Math.min(15, 4 + 2.6 * word.length);
}

const descriptions = new Set([
  ...inLatin(eastAsianDescriptions),
  ...(
    'group gruppe groupe grupo gruppo holding holdings international intl global worldwide solutions solution service services system systems ' +
    'technologies technology tech software consulting consultants consultancy partners industries industrie industry enterprises enterprise ' +
    'labs lab laboratories digital trading trade investment investments ventures capital management company ' +
    'com net online usa us uk eu emea apac europe europa asia pacific america americas north south east west central deutschland germany france italia italy espana spain ' +
    'nederland netherlands belgium osterreich austria schweiz switzerland suisse polska poland sverige sweden norge norway danmark denmark suomi finland ' +
    'india china japan nippon brasil brazil mexico canada australia singapore hongkong ireland portugal turkiye turkey russia nz hk sg pl dk cz sk fi pt ro bg hr rs ksa uae rsa za mx br cl jp kr cn tw'
  ).split(' '),
]);

/** Descriptions such as "group" or "solutions", and countries: one company is written with and without them. */
export const isDescription = (word: string): boolean => descriptions.has(word) || smallWords.has(word);
