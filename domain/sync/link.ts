import { isFreeMail, registrableDomain } from '#domain/accounts/web-domain.ts';
import { spellingsOf } from '#domain/email-address.ts';
import { isStorableText } from '#domain/unstorable.ts';
import type { LinkRule, ObjectMap, Side } from './mapping.ts';
import type { RawValue } from './sync-value.ts';

/** How a link between two records came to be. */
export type LinkOrigin = LinkRule['how'] | 'company' | 'created' | 'by_hand';

/** Two records with a common key may be the same. Beginning with the number of the rule, because earlier rules are more certain. */
export function linkKeys({ links }: ObjectMap, side: Side, record: { id: string; fields: Readonly<Record<string, RawValue>> }): string[] {
  return links.flatMap((rule, index) => {
    const raw = rule[side] === 'id' ? record.id : record.fields[rule[side]];
    const key = typeof raw === 'string' || typeof raw === 'number' ? keyOf(rule.how, String(raw).trim()) : null;
    return key === null || key === '' || !isStorableText(key) ? [] : [`${index}:${key.slice(0, MAX_KEY)}`];
  });
}

/** Longer ones are no ids, domains or addresses; PostgreSQL indexes at most 2,700 bytes. */
const MAX_KEY = 300;

function keyOf(how: LinkRule['how'], text: string): string | null {
  switch (how) {
    case 'external_id':
      return text;
    case 'domain': {
      // Thousands of companies share the domain of a free-mail provider.
      const domain = registrableDomain(text);
      return domain === null || isFreeMail(domain) ? null : domain;
    }
    case 'email':
      return text.includes('@') ? (spellingsOf(text)[0] ?? null) : null;
  }
}

/** A record with a common key. */
export interface Candidate {
  id: string;
  key: string;
  isLinked: boolean;
}

export type LinkDecision =
  | { kind: 'link'; id: string; how: LinkRule['how'] | 'company' }
  /** A person decides. `candidates` are ids of the other side, `rivals` records of this side that have the same key. */
  | { kind: 'unclear'; candidates: string[]; rivals: string[] }
  | { kind: 'none' };

/**
 * The counterpart of a record without one. The first rule that finds anybody decides. It must find one record that is not linked, and
 * nobody else of the record's own side may have the same key: two customers with one e-mail address are a question for a person.
 */
export function decideLink(
  map: ObjectMap,
  keys: readonly string[],
  candidates: readonly Candidate[],
  rivals: readonly Candidate[],
): LinkDecision {
  for (const key of keys) {
    const found = candidates.filter((one) => one.key === key);
    if (found.length === 0) continue;
    const others = rivals.filter((one) => one.key === key);
    const [only] = found;
    const rule = map.links[Number(key.slice(0, key.indexOf(':')))];
    if (found.length === 1 && only && !only.isLinked && others.length === 0 && rule) return { kind: 'link', id: only.id, how: rule.how };
    return { kind: 'unclear', candidates: found.map(({ id }) => id), rivals: others.map(({ id }) => id) };
  }
  return { kind: 'none' };
}
