import type { DealsFindings } from './deals-figures.ts';
import { measureImport } from './deals-import.ts';
import { measureRace } from './deals-race.ts';
import type { DealsStack } from './deals-stack.ts';
import { measureSubmit, type SubmitPlan } from './deals-submit.ts';
import { measureMatching } from './match/match.ts';

/** In the order in which they are made. */
export const measurements = ['match', 'conflict', 'submit', 'race', 'import'] as const;
type Measurement = (typeof measurements)[number];

export interface DealsPlan {
  conflict: { accounts: number; checks: number; warmUps: number };
  submit: SubmitPlan;
  race: number;
  import: number;
}

export const full: DealsPlan = {
  conflict: { accounts: 1_000_000, checks: 3_000, warmUps: 300 },
  submit: { ratePerS: 50, warmUpS: 15, seconds: 30, inserts: 1_000 },
  race: 200,
  import: 10_000,
};
export const quick: DealsPlan = {
  conflict: { accounts: 100_000, checks: 2_000, warmUps: 100 },
  submit: { ratePerS: 50, warmUpS: 3, seconds: 10, inserts: 200 },
  race: 200,
  import: 1_000,
};

/** One measurement. The accounts of `conflict` stay: what is measured after it has them to compare deals with. */
export async function measure(
  name: Measurement,
  stack: DealsStack,
  plan: DealsPlan,
  say: (line: string) => void,
): Promise<Partial<DealsFindings>> {
  switch (name) {
    case 'match':
      return { match: await measureMatching() };
    case 'conflict': {
      const { databaseUrl, conflicts } = stack;
      const { accounts } = plan.conflict;
      say(`Loading ${accounts} accounts …`);
      const { keys } = await conflicts.call('load', { databaseUrl, accounts });
      say(`Checking deals against ${accounts} accounts with ${keys} match keys …`);
      return { conflict: { accounts, ...(await conflicts.call('check', { databaseUrl, ...plan.conflict })) } };
    }
    case 'submit':
      say('Submitting deals at a constant rate …');
      return { submit: await measureSubmit(stack, plan.submit) };
    case 'race':
      say('Submitting deals for one customer, all at once …');
      return { race: await measureRace(stack, plan.race) };
    case 'import':
      say(`Importing ${plan.import} deals …`);
      return { import: await measureImport(stack, plan.import) };
  }
}
