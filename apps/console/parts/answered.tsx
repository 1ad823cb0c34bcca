import type { ReactNode } from 'react';
import type { Answer } from '#apps/console/api/use-answer.ts';
import { FailureNote } from './failure-note.tsx';
import { Loading } from './loading.tsx';

/** What an answer has to show, in each of its states. What was there before a failure stays below the reason. */
export function Answered<Data>({ answer, children }: { answer: Answer<Data>; children: (data: Data) => ReactNode }) {
  const { data, error, refetch } = answer;
  return (
    <>
      {error && <FailureNote failure={error} onRetry={() => void refetch()} />}
      {data === undefined ? !error && <Loading /> : children(data)}
    </>
  );
}
