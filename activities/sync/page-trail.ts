import { hash } from 'node:crypto';
import { ConnectorError } from '#connectors/connector-error.ts';
import type { RecordPage } from '#connectors/record.ts';

/** What is remembered of the pages of a feed that were read, to notice a vendor that returns the same ones for ever. */
export interface PageTrail {
  pages: number;
  /** Of the last page that had records. */
  pageHash: string | null;
  /** Of one further back, which is replaced ever more seldom: so pages that come in turn are noticed, however many. */
  anchorHash: string | null;
}

export const noPages: PageTrail = { pages: 0, pageHash: null, anchorHash: null };

/** The trail with one more page, which was read at this cursor. Throws ConnectorError `rejected` if the feed is going round in a circle. */
export function followPage({ pages, pageHash, anchorHash }: PageTrail, cursor: string | null, page: RecordPage, feed: string): PageTrail {
  const own = hashOf(page);
  if (own !== null && (own === pageHash || own === anchorHash || (page.next !== null && page.next === cursor))) {
    throw new ConnectorError('rejected', `the vendor returned the same page of ${feed} again, and would do so for ever`);
  }
  return { pages: pages + 1, pageHash: own ?? pageHash, anchorHash: isPowerOfTwo(pages + 1) ? (own ?? anchorHash) : anchorHash };
}

const isPowerOfTwo = (count: number): boolean => (count & (count - 1)) === 0;

/** Null for an empty page, of which there may be several in a row. */
function hashOf({ records, mark }: RecordPage): string | null {
  if (records.length === 0) return null;
  return hash('sha256', JSON.stringify([mark ?? null, ...records.map(({ id, version }) => [id, version])]), 'base64url');
}
