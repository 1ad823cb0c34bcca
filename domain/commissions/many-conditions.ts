import { TransformationFailed } from '#domain/events/transformation.ts';
import { type ConditionInput, conditionsOf, type Evaluator, isMet } from './conditions.ts';
import type { Plan } from './plan.ts';

/** A sale, and what conditions read of it. */
interface AskedSale {
  input: ConditionInput;
  sale: { id: string; occurredAt: Date };
}

/** Sales in one evaluation, and their bytes: asking another process costs more than most conditions do. */
const TOGETHER = 100;
const MAX_BYTES = 256 * 1024;
/** Evaluations at a time. There are a few processes, which others use too. */
const AT_ONCE = 4;
/** Different facts whose result is remembered, for each condition. */
const MAX_KNOWN = 10_000;
/** The root of the input, its parent, and the event with its time: what is evaluated with others has others. */
const readsMore = /\$\$|%|\$(?:now|millis|event)\b/;

/**
 * The conditions of a plan for very many sales: each is evaluated once for equal facts, and many facts at a time. The results are those of `metConditions`,
 * and so is what is thrown.
 */
export class ManyConditions {
  readonly #evaluator: Evaluator;
  readonly #known: ReadonlyMap<string, Map<string, boolean>>;

  constructor(evaluator: Evaluator, plan: Pick<Plan, 'rules'>) {
    this.#evaluator = evaluator;
    this.#known = new Map(conditionsOf(plan).map((condition) => [condition, new Map<string, boolean>()]));
  }

  /** For each sale the conditions that are true for it. */
  async metBy(sales: readonly AskedSale[]): Promise<string[][]> {
    const met = sales.map((): string[] => []);
    const facts = sales.map((one) => ({ ...one, fact: JSON.stringify(one.input) }));
    for (const [condition, known] of this.#known) {
      const isAlone = readsMore.test(condition);
      if (!isAlone) await this.#learn(condition, known, facts);
      for (const [place, { fact, input, sale }] of facts.entries()) {
        const isTrue = isAlone ? await isMet(this.#evaluator, condition, input, sale) : known.get(fact);
        if (isTrue) met[place]?.push(condition);
      }
    }
    return met;
  }

  /** So that all of some facts are known. */
  async #learn(condition: string, known: Map<string, boolean>, facts: readonly Fact[]): Promise<void> {
    if (known.size > MAX_KNOWN) known.clear();
    const unknown = new Map<string, Fact>();
    for (const one of facts) if (!known.has(one.fact) && !unknown.has(one.fact)) unknown.set(one.fact, one);
    const groups = grouped([...unknown.values()]);
    for (let from = 0; from < groups.length; from += AT_ONCE) {
      // All of them end, and the first one that failed is told: the same sales always have the same fault.
      const results = await Promise.allSettled(groups.slice(from, from + AT_ONCE).map((group) => this.#evaluate(condition, group)));
      for (const result of results) {
        if (result.status === 'rejected') throw result.reason;
        for (const [fact, isTrue] of result.value) known.set(fact, isTrue);
      }
    }
  }

  async #evaluate(condition: string, group: readonly Fact[]): Promise<[string, boolean][]> {
    const together = group.length === 1 ? null : await this.#evaluateTogether(condition, group);
    if (together?.length === group.length) return group.map(({ fact }, place) => [fact, together[place] === true]);
    // One of them fails, or takes too long: which one, only it itself can say.
    const results: [string, boolean][] = [];
    for (const { fact, input, sale } of group) results.push([fact, await isMet(this.#evaluator, condition, input, sale)]);
    return results;
  }

  /** In their order; null if they cannot be evaluated together. */
  async #evaluateTogether(condition: string, group: readonly Fact[]): Promise<unknown[] | null> {
    // The line break ends a comment at the end of the condition.
    const steps = [{ name: 'the condition of a commission plan', expression: `{"met": [inputs.((${condition}\n) = true)]}`, version: 1 }];
    const event = { id: '', type: 'commission.condition', occurredAt: new Date(0) };
    const dataJson = `{"inputs":[${group.map(({ fact }) => fact).join(',')}]}`;
    try {
      const { met } = JSON.parse(await this.#evaluator.transform('commissions', { dataJson, event, steps })) as { met?: unknown };
      return Array.isArray(met) ? met : null;
    } catch (error) {
      if (error instanceof TransformationFailed) return null;
      throw error;
    }
  }
}

interface Fact extends AskedSale {
  /** The input as JSON text. */
  fact: string;
}

function grouped(facts: readonly Fact[]): Fact[][] {
  const groups: Fact[][] = [];
  let bytes = 0;
  for (const one of facts) {
    const last = groups.at(-1);
    bytes += one.fact.length;
    if (last !== undefined && last.length < TOGETHER && bytes <= MAX_BYTES) {
      last.push(one);
      continue;
    }
    groups.push([one]);
    bytes = one.fact.length;
  }
  return groups;
}
