import type { Schema } from '#apps/console/api/schema.ts';
import { texts } from './messages.ts';

/** Why something is in its state, and what mends it. */
export function Condition({ of: { reason, remedy } }: { of: Pick<Schema<'HealthCondition'>, 'reason' | 'remedy'> }) {
  return (
    <>
      <p>{reason}</p>
      {remedy && (
        <p>
          {remedy.text}. {texts.explained} <a href={remedy.docs}>{remedy.docs}</a>
        </p>
      )}
    </>
  );
}
