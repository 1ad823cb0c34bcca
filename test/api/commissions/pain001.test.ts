import { expect, test } from 'vitest';
import { pain001 } from '#apps/api/commissions/pain001.ts';

interface Element {
  name: string;
  children: Element[];
  text: string;
}

/** Reads XML without attributes of interest. Throws if a tag is not closed where it must be. */
function parse(xml: string): Element {
  const root: Element = { name: '', children: [], text: '' };
  const open = [root];
  for (const [, closes, name = '', text = ''] of xml.replace(/<\?.*?\?>/, '').matchAll(/<(\/?)([A-Za-z0-9]+)[^>]*>([^<]*)/g)) {
    if (closes) {
      if (open.pop()?.name !== name) throw new Error(`</${name}> closes something else`);
      continue;
    }
    const element = { name, children: [], text };
    open.at(-1)?.children.push(element);
    open.push(element);
  }
  if (open.length !== 1) throw new Error(`<${open.at(-1)?.name}> is not closed`);
  return root.children[0] as Element;
}

/** The order of the message definition (ISO 20022, pain.001.001.09), as far as the file has these elements. */
const sequences: Record<string, string[]> = {
  Document: ['CstmrCdtTrfInitn'],
  CstmrCdtTrfInitn: ['GrpHdr', 'PmtInf', 'SplmtryData'],
  GrpHdr: ['MsgId', 'CreDtTm', 'Authstn', 'NbOfTxs', 'CtrlSum', 'InitgPty', 'FwdgAgt'],
  PmtInf: [
    ...[
      'PmtInfId',
      'PmtMtd',
      'BtchBookg',
      'NbOfTxs',
      'CtrlSum',
      'PmtTpInf',
      'ReqdExctnDt',
      'PoolgAdjstmntDt',
      'Dbtr',
      'DbtrAcct',
      'DbtrAgt',
    ],
    ...['DbtrAgtAcct', 'InstrForDbtrAgt', 'UltmtDbtr', 'ChrgBr', 'ChrgsAcct', 'ChrgsAcctAgt', 'CdtTrfTxInf'],
  ],
  CdtTrfTxInf: [
    ...[
      'PmtId',
      'PmtTpInf',
      'Amt',
      'XchgRateInf',
      'ChrgBr',
      'ChqInstr',
      'UltmtDbtr',
      'IntrmyAgt1',
      'CdtrAgt',
      'CdtrAgtAcct',
      'Cdtr',
      'CdtrAcct',
    ],
    ...['UltmtCdtr', 'InstrForCdtrAgt', 'Purp', 'RgltryRptg', 'Tax', 'RltdRmtInf', 'RmtInf', 'SplmtryData'],
  ],
};

function everyElement(element: Element): Element[] {
  return [element, ...element.children.flatMap(everyElement)];
}

test('a payment file is well-formed, has its elements in the order of the definition, and adds up', () => {
  const payer = { name: 'Company & "Sons"', iban: 'DE89370400440532013000', bic: null };
  const transfers = [
    { id: 'pyl_1', amountMinor: 1_050n, payee: { name: "<O'Neill>", iban: 'GB82WEST12345698765432', bic: 'COBADEFFXXX' } },
    { id: 'pyl_2', amountMinor: 95n, payee: { name: 'Bee', iban: 'DE89370400440532013000', bic: null } },
  ];
  const batch = { id: 'pyb_1', currency: 'EUR', createdAt: new Date('2026-04-01T09:30:00.123Z') };
  const xml = pain001(batch, payer, transfers, '2026-04-02');
  // The same batch gives the same file.
  expect(pain001(batch, payer, transfers, '2026-04-02')).toBe(xml);
  const elements = everyElement(parse(xml));
  for (const { name, children } of elements.filter((one) => one.name in sequences)) {
    const places = children.map((child) => sequences[name]?.indexOf(child.name) ?? -1);
    expect([name, places], name).toEqual([name, places.toSorted((a, b) => a - b)]);
    expect(places, name).not.toContain(-1);
  }
  const texts = (name: string) => elements.filter((one) => one.name === name).map(({ text }) => text);
  expect(texts('CtrlSum')).toEqual(['11.45', '11.45']);
  expect(texts('NbOfTxs')).toEqual(['2', '2']);
  expect(texts('InstdAmt')).toEqual(['10.50', '0.95']);
  expect(texts('EndToEndId')).toEqual(['pyl_1', 'pyl_2']);
  expect(texts('CreDtTm')).toEqual(['2026-04-01T09:30:00Z']);
  expect(texts('Nm')).toEqual(['Company &amp; &quot;Sons&quot;', 'Company &amp; &quot;Sons&quot;', "&lt;O'Neill&gt;", 'Bee']);
});
