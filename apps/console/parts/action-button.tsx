import type { QueryKey } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useAction } from '#apps/console/api/use-answer.ts';
import { announce } from '#apps/console/shell/announce.ts';
import { Button } from './button.tsx';
import { FailureNote } from './failure-note.tsx';
import { texts } from './messages.ts';

const Confirm = lazy(async () => ({ default: (await import('./confirm.tsx')).Confirm }));
const ReasonDialog = lazy(async () => ({ default: (await import('./reason-dialog.tsx')).ReasonDialog }));

interface ActionButtonProps<Data, Input> {
  label: string;
  /** For screen readers, where several buttons say the same. */
  name?: string;
  run: (input: Input, idempotencyKey: string) => Promise<{ data?: Data }>;
  /** What may have changed: the beginnings of their keys. */
  changes: QueryKey[];
  /** Said once it is done. */
  done?: string;
  kind?: 'primary' | 'plain' | 'danger';
  onDone?: (data: Data) => void;
}

function useDone<Data, Input>({ run, changes, done, onDone }: ActionButtonProps<Data, Input>) {
  return useAction<Data, Input>({
    run,
    changes,
    onDone: (data) => {
      if (done !== undefined) announce(done);
      onDone?.(data);
    },
  });
}

/** Does one thing at a press, and says what came of it. */
export function ActionButton<Data>(props: ActionButtonProps<Data, void>) {
  const action = useDone(props);
  return (
    <>
      {action.error && <FailureNote failure={action.error} />}
      <Button kind={props.kind ?? 'plain'} name={props.name} onClick={() => action.mutate()} isBusy={action.isPending}>
        {props.label}
      </Button>
    </>
  );
}

interface Question {
  title: string;
  text: string;
  yes: string;
}

/** The same, after a question. */
export function ConfirmButton<Data>({ ask, ...props }: ActionButtonProps<Data, void> & { ask: Question }) {
  const [isAsking, setAsking] = useState(false);
  const action = useDone({ ...props, onDone: closing(props.onDone, setAsking) });
  return (
    <>
      <Button kind={props.kind ?? 'danger'} onClick={() => setAsking(true)} opensDialog>
        {props.label}
      </Button>
      {isAsking && (
        <Suspense>
          <Confirm {...{ ...ask, action }} no={texts.cancel} onClose={() => setAsking(false)} />
        </Suspense>
      )}
    </>
  );
}

/** The same, after a question for the reason. */
export function ReasonButton<Data>({ ask, ...props }: ActionButtonProps<Data, string> & { ask: Question & { label: string } }) {
  const [isAsking, setAsking] = useState(false);
  const action = useDone({ ...props, onDone: closing(props.onDone, setAsking) });
  return (
    <>
      <Button kind={props.kind ?? 'danger'} onClick={() => setAsking(true)} opensDialog>
        {props.label}
      </Button>
      {isAsking && (
        <Suspense>
          <ReasonDialog {...{ ...ask, action }} no={texts.cancel} onClose={() => setAsking(false)} />
        </Suspense>
      )}
    </>
  );
}

const closing =
  <Data,>(onDone: ((data: Data) => void) | undefined, setAsking: (isAsking: boolean) => void) =>
  (data: Data) => {
    setAsking(false);
    onDone?.(data);
  };
