import { useEffect, useState } from 'react';
import { type Failure, isPassing } from '#apps/console/api/failure.ts';
import { Button } from './button.tsx';
import { texts } from './messages.ts';
import { Note } from './note.tsx';

/** What failed, in the API's own words, which say what to do, with the id under which the server's log has it. */
export function FailureNote({ failure, onRetry }: { failure: Failure; onRetry?: (() => void) | undefined }) {
  const { problem, status, requestId } = failure;
  return (
    <Note
      title={status === 0 ? texts.noAnswer : (problem?.title ?? titleOf(status))}
      tone={isPassing(failure) ? 'warn' : 'bad'}
      action={onRetry && <Retry key={requestId} afterS={failure.retryAfterS ?? 0} onRetry={onRetry} />}
      isAlert
    >
      <p>{status === 0 ? texts.noAnswerText : problem?.detail}</p>
      {problem?.errors && problem.errors.length > 1 && (
        <ul>
          {problem.errors.map(({ pointer, message }) => (
            <li key={`${pointer} ${message}`}>
              <code>{pointer}</code> {message}
            </li>
          ))}
        </ul>
      )}
      {requestId !== null && (
        <p>
          {texts.requestId} <code>{requestId}</code>
        </p>
      )}
    </Note>
  );
}

const titleOf = (status: number): string => (status === 429 ? texts.tooMany : status >= 502 ? texts.busy : texts.failed);

/** The button counts down to when the server wants to be asked again. */
function Retry({ afterS, onRetry }: { afterS: number; onRetry: () => void }) {
  const [leftS, setLeftS] = useState(afterS);
  useEffect(() => {
    if (leftS <= 0) return undefined;
    const timer = setTimeout(() => setLeftS(leftS - 1), 1_000);
    return () => clearTimeout(timer);
  }, [leftS]);
  return (
    <Button onClick={onRetry} isDisabled={leftS > 0}>
      {leftS > 0 ? texts.retryIn(leftS) : texts.retry}
    </Button>
  );
}
