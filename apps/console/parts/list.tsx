import type { ReactNode } from 'react';
import type { Answer } from '#apps/console/api/use-answer.ts';
import type { PageState } from '#apps/console/url/use-url-state.ts';
import { Answered } from './answered.tsx';
import { Button } from './button.tsx';
import { texts } from './messages.ts';
import { Note } from './note.tsx';
import { type Column, Table } from './table.tsx';
import styles from './list.module.css';

interface ListAnswer<Row> {
  data: Row[];
  has_more: boolean;
  next_cursor: string | null;
}

interface ListProps<Row> {
  caption: string;
  columns: readonly Column<Row>[];
  answer: Answer<ListAnswer<Row>>;
  url: PageState;
  idOf: (row: Row) => string;
  /** What to say when there is nothing at all: why, and how the first one comes to be. */
  empty: { title: string; text: string };
}

/** A page of a list of the API in each of its states. The page is in the URL, as the filters are. */
export function List<Row>({ caption, columns, answer, url, idOf, empty }: ListProps<Row>) {
  return (
    <Answered answer={answer}>
      {(page) => (
        <Paged {...{ page, url, empty }}>
          <Table {...{ caption, columns, idOf }} rows={page.data} isBusy={answer.isPlaceholderData} />
        </Paged>
      )}
    </Answered>
  );
}

interface PagedProps {
  page: ListAnswer<unknown>;
  url: PageState;
  empty: ListProps<never>['empty'];
  /** The rows, in whatever form. */
  children: ReactNode;
}

/** The rows of a page with the way to the next one, or why there are none. */
export function Paged({ page, url, empty, children }: PagedProps) {
  if (page.data.length === 0 && url.cursor === undefined) return <NothingThere url={url} empty={empty} />;
  return (
    <>
      {children}
      <nav className={styles['pages']} aria-label={texts.pages}>
        <output>{page.has_more ? `${texts.shown(page.data.length)}, ${texts.more}` : texts.shown(page.data.length)}</output>
        {url.cursor !== undefined && <Button onClick={() => url.turnTo(undefined)}>{texts.first}</Button>}
        {page.next_cursor !== null && <Button onClick={() => url.turnTo(page.next_cursor ?? undefined)}>{texts.next}</Button>}
      </nav>
    </>
  );
}

function NothingThere({ url, empty }: { url: PageState; empty: ListProps<never>['empty'] }) {
  if (!url.isFiltered) {
    return (
      <Note title={empty.title}>
        <p>{empty.text}</p>
      </Note>
    );
  }
  return <Note title={texts.noMatch} action={<Button onClick={url.clear}>{texts.clear}</Button>} />;
}
