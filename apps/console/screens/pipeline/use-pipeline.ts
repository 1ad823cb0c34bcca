import { useState } from 'react';
import { given } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { texts as dealTexts } from '#apps/console/screens/deals/messages.ts';
import { oneOf, text, type UrlState, useUrlState, type Values } from '#apps/console/url/use-url-state.ts';

export type Stage = Schema<'OpenDealStage'>;
export const stages: readonly Stage[] = ['prospect', 'qualified', 'technical_validation', 'business_validation', 'committed'];
export const nameOfStage = (stage: Stage): string => dealTexts.stages[stage];

export const views = ['board', 'table'] as const;
export const selections = ['protection', 'stuck'] as const;
const parameters = { view: oneOf(views), only: oneOf(selections), partner_id: text, stage: oneOf(stages) };

const DAY_MS = 86_400_000;

export interface Pipeline {
  url: UrlState<Values<typeof parameters>>;
  /** Of the sums, and of the lists of deals. */
  filter: { partner_id?: string; protection_ends_before?: string; in_stage_before?: string };
}

/** What of the pipeline the URL asks for. */
export function usePipeline(): Pipeline {
  const url = useUrlState(parameters);
  // As of when the screen was opened: the answers stay those of one question.
  const [now] = useState(() => Date.now());
  const { partner_id, only } = url.values;
  const at = (days: number) => new Date(now + days * DAY_MS).toISOString();
  const filter = given({
    partner_id,
    protection_ends_before: only === 'protection' ? at(30) : undefined,
    in_stage_before: only === 'stuck' ? at(-90) : undefined,
  });
  return { url, filter };
}

export const daysSince = (at: string): number => Math.max(0, Math.floor((Date.now() - Date.parse(at)) / DAY_MS));
export const daysUntil = (at: string): number => Math.ceil((Date.parse(at) - Date.now()) / DAY_MS);
