import { findVerdicts } from '#db/accounts/verdict.ts';
import type { Queryable } from '#db/database.ts';
import { findCompanyCandidates } from '#db/sync/sync-company.ts';
import type { Place } from '#db/sync/sync-record.ts';
import { aliasKeys, identityKeys, type KnownVerdict } from '#domain/accounts/verdict.ts';
import { type CompanyCandidate, profileOfRecord, type RecordCompany } from '#domain/sync/company-link.ts';
import type { Side } from '#domain/sync/mapping.ts';

/** A record without a counterpart. */
interface Alone {
  side: Side;
  recordId: string;
  company?: RecordCompany | null | undefined;
}

export interface FoundCompanies {
  verdicts: KnownVerdict[];
  /** `of` and `ofSide` say which record each resembles. */
  companies: (CompanyCandidate & { side: Side; of: string; ofSide: Side })[];
}

/** Records whose companies resemble those of the records without a counterpart, and what people said of these. */
export async function findCompanies(tx: Queryable, place: Place, alone: readonly Alone[]): Promise<FoundCompanies> {
  const named = alone.flatMap(({ side, recordId, company }) =>
    company ? { side, recordId, keys: company.keys, identity: identityKeys(profileOfRecord(company)) } : [],
  );
  if (named.length === 0) return { verdicts: [], companies: [] };
  const verdicts = await findVerdicts(tx, new Set(named.flatMap(({ identity }) => [...identity])));
  const wanted = named.map(({ identity, ...record }) => ({ ...record, keys: [...record.keys, ...aliasKeys(verdicts, identity)] }));
  return { verdicts, companies: await findCompanyCandidates(tx, place, wanted) };
}
