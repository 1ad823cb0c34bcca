import { hash } from 'node:crypto';
import type { NewFact } from '#db/attribution/facts/insert-facts.ts';
import { CLOCK_SLACK_MS, type FactInput } from '#domain/attribution/fact-input.ts';
import type { FieldError } from '#domain/errors.ts';
import { fieldError } from '#domain/field-error.ts';
import { newId } from '#domain/id.ts';
import { scopeOfFact } from './fact-caller.ts';
import type { FactContext, FactKind } from './fact-kind.ts';
import { failed, type Failure, keyPrefix } from './fact-result.ts';

export type MadeRow<Row> = { row: Row } | { failure: Failure };

/** Makes the row of each valid item of a request; `place` is its place in the request. */
export function createRowMaker<Input extends FactInput, Row extends NewFact>(
  kind: FactKind<Input, Row>,
  context: FactContext,
  idempotent: { key: string } | undefined,
): (input: Input, place: number) => MadeRow<Row> {
  const { caller, pseudonym } = context;
  const now = Date.now();
  const keyHash = idempotent && hash('sha256', idempotent.key);
  return (input, place) => {
    const externalId = input.external_id ?? null;
    const partnerIds = kind.partnersOf(input).filter((id) => typeof id === 'string');
    const [owner = caller.partner?.id] = kind.partnersOf(input);
    const scope = scopeOfFact(input, typeof owner === 'string' ? (caller.tenants.get(owner) ?? caller.partner) : undefined, caller);
    const errors = [...unknownPartners(partnerIds, context), ...timeFaults(input, now), ...(typeof scope === 'string' ? [] : [scope])];
    if (errors.length > 0 || typeof scope !== 'string') return { failure: failed(externalId, errors) };
    const subject = kind.subjectOf(input);
    const subjectKey = typeof subject === 'string' ? pseudonym(scope, subject) : null;
    const row = kind.toRow(
      {
        id: newId(kind.prefix, now),
        scope,
        subjectKey,
        occurredAt: new Date(input.occurred_at ?? now),
        externalId: externalId ?? (keyHash === undefined ? null : `${keyPrefix}${keyHash}/${place}`),
        origin: caller.origin,
        digest: digestOf(input, subjectKey, owner),
        metadata: input.metadata ?? null,
      },
      input,
      context,
    );
    return 'pointer' in row ? { failure: failed(externalId, [row]) } : { row };
  };
}

function unknownPartners(ids: string[], { caller }: FactContext): FieldError[] {
  return ids.flatMap((id) =>
    caller.tenants.has(id) ? [] : [fieldError(['partner_id'], 'unknown_partner', `is not a known partner: ${id}`)],
  );
}

/** A clock can be a little ahead. */
export function timeFaults({ occurred_at: at }: Pick<FactInput, 'occurred_at'>, now: number): FieldError[] {
  if (at === undefined || Date.parse(at) <= now + CLOCK_SLACK_MS) return [];
  return [fieldError(['occurred_at'], 'out_of_range', `must not be in the future: it is ${new Date(now).toISOString()} here`)];
}

/** Of what the caller said, in one spelling. The subject is in it by its pseudonym, so that nobody finds it out by trying. */
function digestOf(input: FactInput, subjectKey: string | null, owner: string | null | undefined): string {
  const said: Record<string, unknown> = {
    ...input,
    subject: subjectKey,
    partner_id: owner ?? null,
    occurred_at: input.occurred_at === undefined ? null : new Date(input.occurred_at).toISOString(),
    metadata: input.metadata ? Object.entries(input.metadata).toSorted(([a], [b]) => (a < b ? -1 : 1)) : null,
  };
  const members: [string, unknown][] = [];
  for (const name of Object.keys(said).toSorted()) if (said[name] !== null && said[name] !== undefined) members.push([name, said[name]]);
  return hash('sha256', JSON.stringify(members));
}
