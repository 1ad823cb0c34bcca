import {
  amount,
  bool,
  byId,
  day,
  type ExportStream,
  integer,
  json,
  notOfSandbox,
  ofPartner,
  text,
  time,
} from '#db/warehouse/export-stream.ts';
import { liveScope } from '#domain/attribution/facts.ts';

const fact = {
  external_id: text('t.external_id'),
  origin: text('t.origin', { about: 'Who recorded it: a partner’s id, `platform`, or the part of Causeway that noticed it' }),
  subject: text(`'sub_' || encode(substr(o.key, 1, 12), 'hex')`, { about: 'Pseudonym of the subject' }),
  metadata: json('t.metadata'),
  occurred_at: time('t.occurred_at'),
  recorded_at: time('t.recorded_at'),
};

export const touches: ExportStream = {
  name: 'touches',
  about: 'Touches of partners, and direct ones',
  store: 'attribution',
  from: 'touch t left join subject o on o.id = t.subject_id',
  ...byId,
  changedAt: 't.updated_at',
  isLive: `t.scope = '${liveScope}'`,
  isOwn: ofPartner,
  columns: { ...fact, partner_id: text('t.partner_id'), source: text('t.source'), campaign: text('t.campaign'), is_bot: bool('t.is_bot') },
};

export const conversions: ExportStream = {
  name: 'conversions',
  about: 'Conversions: what touches are credited for',
  store: 'attribution',
  from: 'conversion t left join subject o on o.id = t.subject_id',
  ...byId,
  changedAt: 't.updated_at',
  isLive: `t.scope = '${liveScope}'`,
  isOwn: null,
  columns: {
    ...fact,
    kind: text('t.kind'),
    value: amount('t.value_minor', 't.currency'),
    currency: text('t.currency'),
    deal_id: text('t.deal_id'),
    registered_by: text('t.registered_by', { about: 'The partner of the approved registration' }),
    registered_at: time('t.registered_at'),
  },
};

export const ledgerLines: ExportStream = {
  name: 'ledger_lines',
  about: 'Lines of the ledger of commissions. They are only added, and never change',
  store: 'main',
  from: 'commissions.ledger_transaction t',
  ...byId,
  changedAt: 't.recorded_at',
  isLive: notOfSandbox,
  isOwn: ofPartner,
  columns: {
    partner_id: text('t.partner_id'),
    kind: text('t.kind'),
    amount: amount('t.amount_minor', 't.currency', {
      about: 'Negative if it was taken back. Of a release, a hold and a payout: what was moved',
    }),
    currency: text('t.currency'),
    day: day('t.day'),
    explanation: text('t.explanation'),
    about: text('t.about', { about: 'The line whose commission it moves or takes back' }),
    reverses: text('t.reverses', { about: 'The line that it undoes' }),
    fact_id: text('t.fact_id', { about: 'The sale' }),
    deal_id: text('t.deal_id'),
    release_day: day('t.release_day'),
    recorded_at: time('t.recorded_at'),
  },
};

export const deliveries: ExportStream = {
  name: 'deliveries',
  about: 'Deliveries of webhooks. One that goes because its retention has passed stays in copies',
  store: 'main',
  from: 'delivery t',
  ...byId,
  changedAt: 't.updated_at',
  isLive: notOfSandbox,
  isOwn: ofPartner,
  columns: {
    event_id: text('t.event_id'),
    event_type: text('t.event_type'),
    endpoint_id: text('t.endpoint_id'),
    partner_id: text('t.partner_id'),
    ordering_key: text('t.ordering_key'),
    status: text('t.status'),
    hold_reason: text('t.hold_reason'),
    attempt_count: integer('t.attempts'),
    next_attempt_at: time('t.next_attempt_at'),
    error_class: text('t.error_class'),
    last_error: text('t.last_error'),
    dead_letter_reason: text('t.dead_letter_reason'),
    created_at: time('t.created_at'),
    ended_at: time('t.ended_at'),
  },
};
