import { escapeHtml } from '#apps/api/http/html.ts';
import type { Payee } from '#domain/commissions/payout.ts';
import { toMoney } from '#domain/money.ts';
import { inOneLine } from '#domain/plain-text.ts';

/** Who pays. */
type Payer = Pick<Payee, 'name' | 'iban' | 'bic'>;

/** One transfer of a payment file. */
interface FileTransfer {
  id: string;
  amountMinor: bigint;
  payee: Pick<Payee, 'name' | 'iban' | 'bic'>;
}

/**
 * A customer credit transfer initiation, ISO 20022 pain.001.001.09 (https://www.iso20022.org/iso-20022-message-definitions). The same batch
 * gives the same file: its message id is that of the batch, by which banks refuse a file that they have already.
 */
export function pain001(
  batch: { id: string; currency: string; createdAt: Date },
  payer: Payer,
  transfers: readonly FileTransfer[],
  day: string,
): string {
  const sum = toMoney(
    transfers.reduce((all, { amountMinor }) => all + amountMinor, 0n),
    batch.currency,
  ).amount;
  const totals = [el('NbOfTxs', String(transfers.length)), el('CtrlSum', sum)];
  const created = `${batch.createdAt.toISOString().slice(0, 19)}Z`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn>',
    tag('GrpHdr', [el('MsgId', batch.id), el('CreDtTm', created), ...totals, tag('InitgPty', [el('Nm', payer.name)])]),
    tag('PmtInf', [
      ...[el('PmtInfId', batch.id), el('PmtMtd', 'TRF'), ...totals, tag('ReqdExctnDt', [el('Dt', day)])],
      ...[tag('Dbtr', [el('Nm', payer.name)]), account('DbtrAcct', payer), agent('DbtrAgt', payer)],
      ...transfers.map((transfer) => transferOf(transfer, batch.currency)),
    ]),
    '</CstmrCdtTrfInitn></Document>',
    '',
  ].join('\n');
}

function transferOf({ id, amountMinor, payee }: FileTransfer, currency: string): string {
  const amount = `<InstdAmt Ccy="${currency}">${toMoney(amountMinor, currency).amount}</InstdAmt>`;
  return tag('CdtTrfTxInf', [
    tag('PmtId', [el('EndToEndId', id)]),
    tag('Amt', [amount]),
    ...(payee.bic === null ? [] : [agent('CdtrAgt', payee)]),
    tag('Cdtr', [el('Nm', payee.name)]),
    account('CdtrAcct', payee),
    tag('RmtInf', [el('Ustrd', `Commission ${id}`)]),
  ]);
}

const account = (name: string, { iban }: Payer): string => tag(name, [tag('Id', [el('IBAN', iban)])]);
const agent = (name: string, { bic }: Payer): string =>
  tag(name, [tag('FinInstnId', [bic === null ? tag('Othr', [el('Id', 'NOTPROVIDED')]) : el('BICFI', bic)])]);

const tag = (name: string, parts: readonly string[]): string => `<${name}>${parts.join('')}</${name}>`;
/** XML cannot contain control characters and two code points that are no characters, not even escaped. */
const inXml = (text: string): string => inOneLine(text.toWellFormed()).replaceAll(/[\ufffe\uffff]/g, '\ufffd');
// What HTML escapes, XML does too.
const el = (name: string, text: string): string => tag(name, [escapeHtml(inXml(text))]);
