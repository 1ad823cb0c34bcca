import { components } from './plan.ts';
import type { ChaosResult } from './run.ts';

/** Everything that makes a run a failure, in words. */
export function findFaults(result: ChaosResult): string[] {
  const { planned, kills, cuts, shapes } = result;
  const check = (holds: boolean, fault: string) => (holds ? [] : [fault]);
  return [
    ...check(result.accepted === planned.events, `only ${result.accepted} of ${planned.events} events were accepted`),
    ...check(result.lost === 0, `${result.lost} accepted events never arrived`),
    ...check(result.deadLettered === 0, `${result.deadLettered} deliveries are dead letters, with a healthy receiver`),
    ...check(
      result.unfinished === 0,
      `${result.unfinished} deliveries are not delivered or have no workflow:\n${result.unfinishedRows.join('\n')}`,
    ),
    ...check(result.doubled === 0, `${result.doubled} repeated requests made a second event`),
    ...check(result.events === result.accepted, `${result.events} events are stored for ${result.accepted} accepted`),
    ...check(result.signaturesWrong === 0, `${result.signaturesWrong} signatures were wrong`),
    ...components.flatMap((name) => check(kills[name] >= planned.kills, `${name} was killed ${kills[name]} times, not ${planned.kills}`)),
    ...Object.entries(cuts).flatMap(([name, count]) =>
      check(count >= planned.kills, `connections to ${name} were cut ${count} times, not ${planned.kills}`),
    ),
    ...check(shapes.ownWorkflow > 0, 'no delivery had a workflow of its own'),
    ...check(shapes.rounds > 0, 'no delivery shared a round'),
    ...result.crashes,
  ];
}

export function describe(result: ChaosResult): string {
  const { kills, cuts, shapes, answers } = result;
  const list = (counts: Record<string, number>) =>
    Object.entries(counts)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ');
  const rows: [string, string][] = [
    ['seed', String(result.seed)],
    ['accepted events', String(result.accepted)],
    ['delivered ids', String(result.delivered)],
    ['lost', String(result.lost)],
    ['duplicates', String(result.duplicates)],
    ['dead letters', String(result.deadLettered)],
    ['kill -9', list(kills)],
    ['connections cut', list(cuts)],
    ['own workflow / in rounds', `${shapes.ownWorkflow} / ${shapes.rounds}`],
    ['publisher came back after', list(answers) || 'nothing'],
    ['all arrived', `${result.recoveredInS} s after the last restart`],
    ['took', `${result.tookS} s`],
  ];
  return rows.map(([label, value]) => `${label.padEnd(26)}${value}`).join('\n');
}

/** The keys of docs/chaos.md, in its order. */
export function toJson(result: ChaosResult): Record<string, unknown> {
  const { accepted, delivered, lost, duplicates, deadLettered, kills, cuts, shapes, unfinished, doubled, answers } = result;
  const { seed, recoveredInS, tookS, crashes } = result;
  return {
    ...{ accepted, delivered, lost, duplicates, deadLettered, kills },
    ...{ cuts, shapes, unfinished, doubled, crashes: crashes.length, answers, seed, recoveredInS, tookS },
  };
}
