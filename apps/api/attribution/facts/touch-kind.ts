import { insertTouches, type NewTouch } from '#db/attribution/facts/insert-touches.ts';
import type { SourceName } from '#db/attribution/facts/source-names.ts';
import { TouchInput } from '#domain/attribution/touch-input.ts';
import { isCrawler, readReferrerHost, readUtm, type Utm } from '#domain/attribution/touch-origin.ts';
import type { FieldError } from '#domain/errors.ts';
import { fieldError } from '#domain/field-error.ts';
import type { FactContext, FactKind } from './fact-kind.ts';

/** What Causeway notices by itself. A partner cannot claim it. */
const noticed: ReadonlySet<string> = new Set(['deal_registration', 'api_key']);

export const touchKind: FactKind<TouchInput, NewTouch> = {
  noun: 'touch',
  prefix: 'tch',
  input: TouchInput,
  partnersOf: ({ partner_id: partnerId }) => [partnerId],
  sourcesOf: (input) => (input.partner_id === undefined ? sourcesOf(input) : []),
  subjectOf: ({ subject }) => subject,
  insert: insertTouches,
  toRow(fact, input, context) {
    const utm = input.url === undefined ? {} : readUtm(input.url);
    if (!utm) return fieldError(['url'], 'malformed_url', 'must be an absolute address, such as https://www.example.com/pricing');
    const partnerId = partnerOf(input, fact.scope, context);
    const source = input.source ?? sourceOf(input, utm, partnerId);
    const fault = sourceFault(source, partnerId, context) ?? ownFault(input, context);
    if (fault) return fault;
    const isBot = input.user_agent !== undefined && isCrawler(input.user_agent);
    const metadata = Object.keys(utm).length === 0 ? fact.metadata : { ...utm, ...fact.metadata };
    return {
      ...fact,
      metadata,
      subjectKey: fact.subjectKey ?? '',
      partnerId,
      source,
      campaign: input.campaign ?? utm.utm_campaign ?? null,
      isBot,
    };
  },
};

function sourcesOf({ url, referrer }: TouchInput): SourceName[] {
  const source = url === undefined ? undefined : readUtm(url)?.utm_source;
  const host = referrer === undefined ? undefined : readReferrerHost(referrer);
  return [
    ...(source === undefined ? [] : [{ kind: 'utm_source' as const, name: source }]),
    ...(host === undefined ? [] : [{ kind: 'referrer_host' as const, name: host }]),
  ];
}

/** The partner of the credential or of the request; else who is known by what the address or the referrer says. */
function partnerOf(input: TouchInput, scope: string, { caller, partnerOf: known }: FactContext): string | null {
  if (caller.partner) return caller.partner.id;
  if (input.partner_id !== undefined) return input.partner_id;
  return sourcesOf(input).flatMap(({ kind, name }) => known(scope, kind, name) ?? [])[0] ?? null;
}

function sourceOf({ referrer }: TouchInput, utm: Utm, partnerId: string | null): TouchInput['source'] & string {
  if (utm.utm_source !== undefined) return 'utm';
  if (referrer !== undefined && readReferrerHost(referrer) !== undefined) return 'referral_header';
  return partnerId === null ? 'direct' : 'manual';
}

function sourceFault(source: string, partnerId: string | null, { caller }: FactContext): FieldError | undefined {
  const fault = (code: 'not_applicable' | 'not_permitted', message: string) => fieldError(['source'], code, message);
  if (source === 'direct' && partnerId !== null) return fault('not_applicable', 'is for touches of the company itself, without a partner');
  return caller.partner && noticed.has(source) ? fault('not_permitted', `cannot be ${source}: Causeway notices that by itself`) : undefined;
}

function ownFault({ partner_id: partnerId }: TouchInput, { caller }: FactContext): FieldError | undefined {
  if (!caller.partner || partnerId !== null) return undefined;
  return fieldError(['partner_id'], 'not_permitted', 'must be your own id, or omitted: only the company records touches of its own');
}
