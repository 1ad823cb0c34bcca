import {
  amount,
  byId,
  day,
  type ExportStream,
  integer,
  iso,
  json,
  notOfSandbox,
  ofPartner,
  real,
  text,
  time,
} from '#db/warehouse/export-stream.ts';
import { hiddenActions, hiddenColumns, hiddenReasons } from '#domain/deals/hidden-history.ts';

const list = (values: readonly string[]) => values.map((value) => `'${value}'`).join(', ');

export const deals: ExportStream = {
  name: 'deals',
  about: 'Deals that partners registered, drafts too',
  store: 'main',
  from: 'deal t',
  ...byId,
  changedAt: 't.updated_at',
  isLive: notOfSandbox,
  isOwn: ofPartner,
  columns: {
    partner_id: text('t.partner_id'),
    programme_id: text('t.programme_id'),
    external_id: text('t.external_id', { about: "The partner's own id" }),
    customer_name: text(`t.fields->'customer'->>'company_name'`),
    title: text(`t.fields->>'title'`),
    fields: json('t.fields', { about: 'All fields of the deal, as the API has them' }),
    metadata: json('t.metadata', { about: 'What the partner notes beside it' }),
    value: amount('t.value_minor', 't.currency', { about: 'Expected value' }),
    currency: text('t.currency'),
    close_date: day('t.close_date'),
    review_status: text('t.review_status'),
    stage: text('t.stage'),
    conflict: text('t.conflict_state'),
    reason: text('t.reason'),
    assignee: text('t.assignee', { forPartner: null }),
    merged_into: text('t.merged_into', { forPartner: null }),
    submitted_at: time('t.submitted_at'),
    review_due_at: time('t.review_due_at'),
    decided_at: time('t.decided_at'),
    protected_until: time('t.protected_until'),
    extensions: integer('t.extensions'),
    created_at: time('t.created_at'),
    closed_at: time('t.closed_at'),
    version: integer('t.version'),
  },
};

/** Names as the API has them; the time of a submission is stored as PostgreSQL's text. */
const changesOf = (changes: string) => `(
  select coalesce(jsonb_object_agg(
    case c.key when 'conflictState' then 'conflict' else lower(regexp_replace(c.key, '([A-Z])', '_\\1', 'g')) end,
    case c.key when 'submittedAt'
      then (select jsonb_agg(${iso(`(v.value #>> '{}')::timestamptz`)} order by v.place) from jsonb_array_elements(c.value) with ordinality v (value, place))
      else c.value end), '{}')
  from jsonb_each(${changes}) c)`;

export const dealHistory: ExportStream = {
  name: 'deal_history',
  about: 'What changed of each deal: who did what, and when',
  store: 'main',
  from: 'deal_change t join deal o on o.id = t.deal_id',
  key: [
    { sql: 't.deal_id', type: 'text' },
    { sql: 't.version', type: 'integer' },
  ],
  id: `t.deal_id || '/' || t.version`,
  hasId: `t.deal_id = split_part(x.row_id, '/', 1) and t.version = split_part(x.row_id, '/', 2)::int`,
  changedAt: 't.updated_at',
  isLive: `not exists (select from partner p where p.id = o.partner_id and p.tier = 'sandbox')`,
  isOwn: `o.partner_id = $partner and t.action not in (${list(hiddenActions)})`,
  columns: {
    deal_id: text('t.deal_id'),
    partner_id: text('o.partner_id'),
    version: integer('t.version', { about: 'Of the deal, after the change' }),
    at: time('t.at'),
    actor_kind: text('t.actor_kind'),
    actor_id: text('t.actor_id', { forPartner: `case when t.actor_kind = 'partner' then t.actor_id end` }),
    action: text('t.action'),
    comment: text('t.comment', { forPartner: `case when t.action not in (${list(hiddenReasons)}) then t.comment end` }),
    changes: json(changesOf('t.changes'), {
      about: 'Maps each changed field to its values before and after',
      forPartner: changesOf(`(case when t.action = 'moved' then '{}' else t.changes - array[${list(hiddenColumns)}] end)`),
    }),
  },
};

export const matches: ExportStream = {
  name: 'matches',
  about: 'What submitted deals were matched with: known accounts, and other deals',
  store: 'main',
  from: 'deal_match t join deal o on o.id = t.deal_id',
  key: [
    { sql: 't.deal_id', type: 'text' },
    { sql: 't.other_id', type: 'text' },
  ],
  id: `t.deal_id || '/' || t.other_id`,
  hasId: `t.deal_id = split_part(x.row_id, '/', 1) and t.other_id = split_part(x.row_id, '/', 2)`,
  changedAt: 't.updated_at',
  isLive: `not exists (select from partner p where p.id = o.partner_id and p.tier = 'sandbox')`,
  isOwn: null,
  columns: {
    deal_id: text('t.deal_id'),
    partner_id: text('o.partner_id'),
    kind: text('t.kind', { about: '`account` or `deal`: what it was matched with' }),
    other_id: text('t.other_id'),
    score: real('t.score', { about: 'From 0 to 1' }),
    evidence: json('t.evidence'),
  },
};
