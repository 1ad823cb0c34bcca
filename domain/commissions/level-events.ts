import { levelChangeKinds } from './level.ts';

/** The part of a change that its event contains: not what a person wrote. */
interface ToldLevelChange {
  level: string;
  before: string;
  kind: (typeof levelChangeKinds)[number];
  effectiveFrom: string;
  reasons: readonly string[];
}

export const levelPayload = ({ level, before, kind, effectiveFrom, reasons }: ToldLevelChange): Record<string, unknown> => ({
  ...{ level, previous_level: before, change: kind, effective_from: effectiveFrom, reasons },
});

const level = { type: 'string', minLength: 1, maxLength: 100 };

/** The events that tell a partner about its level. */
export const levelEventTypes = [
  {
    name: 'tier.changed',
    description:
      'The level of the partner in the programme changes, from `effective_from` on. `reasons` are what it requires and what there is.',
    schema: {
      type: 'object',
      required: ['level', 'previous_level', 'change', 'effective_from'],
      properties: {
        ...{ level, previous_level: level },
        change: { type: 'string', maxLength: 20, enum: [...levelChangeKinds] },
        effective_from: { type: 'string', maxLength: 10 },
        reasons: { type: 'array', maxItems: 20, items: { type: 'string', maxLength: 500 } },
      },
    },
    example: {
      ...{ level: 'silver', previous_level: 'registered', change: 'promotion', effective_from: '2026-04-15' },
      reasons: ['revenue of 100,000.00 EUR reached: 104,200.00 EUR', '2 certifications reached: 3'],
    },
  },
] as const;
