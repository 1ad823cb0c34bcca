import type { Queryable } from '#db/database.ts';
import { touchSources } from '#domain/attribution/facts.ts';
import type { Conversion, History, Touch } from '#domain/attribution/path.ts';

/** A conversion as it is stored, with its root. */
export interface ConversionRow extends Omit<Conversion, 'at' | 'registeredAt'> {
  at: Date;
  registeredAt: Date | null;
  root: string | null;
  scope: string;
}

export const conversionOf = ({ id, kind, at, registeredBy, registeredAt }: ConversionRow): Conversion => ({
  ...{ id, kind, at: at.getTime(), registeredBy },
  registeredAt: registeredAt?.getTime() ?? null,
});

export async function readConversions(tx: Queryable, { roots, ids }: { roots: string[]; ids: string[] }): Promise<ConversionRow[]> {
  if (roots.length + ids.length === 0) return [];
  const columns = tx`c.id, c.kind, c.occurred_at as at, c.registered_by as "registeredBy", c.registered_at as "registeredAt", c.scope`;
  return tx<ConversionRow[]>`
    select ${columns}, s.root_id::text as root from subject s join conversion c on c.subject_id = s.id where s.root_id = any(${roots}::bigint[])
    union
    select ${columns}, s.root_id::text as root from conversion c left join subject s on s.id = c.subject_id where c.id = any(${ids}::text[])
    order by 3, 1`;
}

/** Touches and conversions of roots. `known` are conversions that were read already, with all of these roots. */
export async function readHistories(
  tx: Queryable,
  roots: readonly string[],
  known?: readonly ConversionRow[],
): Promise<Map<string, History>> {
  if (roots.length === 0) return new Map();
  const touches = await readTouches(tx, roots);
  const conversions = Map.groupBy(known ?? (await readConversions(tx, { roots: [...roots], ids: [] })), ({ root }) => root);
  return new Map(
    roots.map((root) => [root, { touches: touches.get(root) ?? [], conversions: (conversions.get(root) ?? []).map(conversionOf) }]),
  );
}

/**
 * One row for each root, with all of its touches in one text: a row for each touch costs the client ten times as much, and touches are most of what
 * there is. Ids have no control characters, which separate them. `date_part` computes with floating-point numbers, which have place for the microseconds of all
 * years; `extract` would with decimals, which takes longer than everything else here.
 */
async function readTouches(tx: Queryable, roots: readonly string[]): Promise<Map<string, Touch[]>> {
  const rows = await tx<{ root: string; touches: string }[]>`
    select s.root_id::text as root, string_agg(concat_ws(e'\x1f', t.id, coalesce(t.partner_id, ''), t.source, (date_part('epoch', t.occurred_at) * 1000)::bigint,
      case when t.is_bot then '1' else '' end), e'\x1e') as touches
    from subject s join touch t on t.subject_id = s.id where s.root_id = any(${roots as string[]}::bigint[]) group by s.root_id`;
  // One text for each partner: it is looked up by each model, and what is cut out of a long text is hashed anew each time.
  const partners = new Map<string, string>();
  return new Map(rows.map(({ root, touches }) => [root, touches.split('\x1e').map((text) => touchOf(text, partners))]));
}

/** One text for each, whatever was read. */
const sources = new Map<string, Touch['source']>(touchSources.map((source) => [source, source]));

function touchOf(text: string, partners: Map<string, string>): Touch {
  const [id = '', partner = '', source = '', at = '', bot = ''] = text.split('\x1f');
  const partnerId = partners.get(partner) ?? partner;
  partners.set(partner, partnerId);
  return {
    ...{ id, partnerId: partnerId === '' ? null : partnerId, source: sources.get(source) ?? 'direct' },
    ...{ at: Number(at), isBot: bot !== '' },
  };
}
