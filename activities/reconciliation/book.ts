import type { BookName, FindingClass } from '#domain/reconciliation/reconciliation.ts';

/** Something in a book that contradicts something else. */
export interface Found {
  /** What is listed: a kind of row. */
  object: string;
  class: FindingClass;
  id: string;
  /** What it is compared with, if that has an id of its own. */
  otherId?: string | null;
  field?: string;
  value?: string | null;
  /** With `value`: once they change, a finding that is ignored comes back. */
  otherValue?: string | null;
  message: string;
  /** What a person can do. */
  remedy: string;
}

/** What the present run is. */
export interface Look {
  runId: string;
  night: string;
  /** Everything is read: on Sundays, and when somebody asks. Otherwise a check may read only what is new. */
  isFull: boolean;
}

export interface Page {
  checked: number;
  found: Found[];
  /** Where the next page begins; null after the last one. */
  next: string | null;
  /** After the last page: where the check has ended, for the next night. */
  end?: string;
}

/** One comparison, page by page, so that it can go on where its process ended. */
export interface BookCheck {
  /** Stable: stored with its progress. */
  name: string;
  /** What is compared, as the report says it. */
  title: string;
  /**
   * What is found is looked at again after this time, and is only reported if it is still there. It is longer than what Causeway itself needs to
   * set right what is on its way. 0 for what does not change by itself.
   */
  settleMs: number;
  /** At most some thousand rows, by few statements. The first place is ''. */
  page(place: string, look: Look): Promise<Page>;
}

/** One of the company's own books. A new one is a file in `books/` and a line in `books/index.ts`. */
export interface Book {
  name: BookName;
  checks: BookCheck[];
  /** What it cannot see, for the report. */
  blind: string[];
}

/** The first place of a check. */
export const start = '';

/** More looks than that are needed only where much changes all the time. */
const maxLooks = 5;

/** Looks at a page until nothing is new in it. What is found has been seen by two looks. */
export async function lookTwice(check: BookCheck, place: string, look: Look, pause: (ms: number) => Promise<void>): Promise<Page> {
  let page = await check.page(place, look);
  for (let looks = 1; page.found.length > 0; looks++) {
    await pause(check.settleMs);
    const seen = new Set(page.found.map(identity));
    page = await check.page(place, look);
    // Rows that leave a page make it reach further, where another look is needed.
    const found = page.found.filter((one) => seen.has(identity(one)));
    if (found.length === page.found.length || looks === maxLooks) return { ...page, found };
  }
  return page;
}

/** What is the same in each night. */
export const identity = ({ object, class: of, field, id, otherId }: Found): string =>
  JSON.stringify([object, of, field ?? null, id, otherId ?? null]);
