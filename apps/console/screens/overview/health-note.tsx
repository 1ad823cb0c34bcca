import { Link } from 'wouter';
import { Note } from '#apps/console/parts/note.tsx';
import { Condition } from './condition.tsx';
import { toneOf } from './health-state.tsx';
import { texts } from './messages.ts';
import { useHealthOf } from './use-health-of.ts';

/** How one of them is, on its own page. */
export function HealthNote({ id }: { id: string }) {
  const health = useHealthOf([id]).get(id);
  if (!health) return null;
  const more = <Link href={`/health/${id}`}>{texts.byDay}</Link>;
  return (
    <Note title={texts.states[health.state]} tone={toneOf(health.state)} action={more}>
      <Condition of={health} />
      {health.also.map((condition) => (
        <Condition key={condition.code} of={condition} />
      ))}
    </Note>
  );
}
