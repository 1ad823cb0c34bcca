import { api } from '#apps/console/api/client.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { spelled } from '#apps/console/messages/messages.ts';
import { Note } from '#apps/console/parts/note.tsx';
import { texts } from './messages.ts';

const REFRESH_MS = 15_000;

/** What Causeway itself needs and does not have. */
export function System() {
  const { data } = useAnswer(['readiness'], (signal) => api.GET('/health/ready', { signal }), { refreshMs: REFRESH_MS });
  // It keeps the place, so that nothing moves when the answer is there.
  if (!data) return <Note title={texts.looking} />;
  const failing = data.checks.filter(({ ok }) => !ok);
  if (failing.length === 0) return <Note title={texts.allWell} tone="good" />;
  return (
    <Note title={texts.system} tone={data.status === 'unavailable' ? 'bad' : 'warn'}>
      <ul>
        {failing.map(({ name, detail }) => (
          <li key={name}>
            {spelled(name)}: {detail}
          </li>
        ))}
      </ul>
    </Note>
  );
}
