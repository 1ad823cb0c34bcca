import { type DealsStack, expectStatus } from './deals-stack.ts';
import { dealFor } from './deals-submit.ts';

export interface Race {
  submissions: number;
  /** Of the submissions, those that were told that nobody was before them. */
  holders: number;
}

const spellings = ['Zyxquorum Aquametrics GmbH', 'ZYXQUORUM AQUAMETRICS', 'Zyxquorum-Aquametrics AG', 'Zyxquorum Aquametrics Ltd.'];
const firstId = 500_000_000;

/** All partners submit a deal for one customer, as many times as they can at once. */
export async function measureRace({ call, keys }: DealsStack, submissions: number): Promise<Race> {
  const keyOf = (index: number) => keys[index % keys.length] as string;
  const drafts: string[] = [];
  for (let index = 0; index < submissions; index++) {
    const customer = {
      company_name: spellings[index % spellings.length] as string,
      website: index % 2 ? 'https://www.zyxquorum.com/de' : 'zyxquorum.com',
    };
    const { id } = expectStatus(201, 'A draft', await call(keyOf(index), 'POST', '/deals', dealFor(customer, firstId + index)));
    drafts.push(String(id));
  }
  const answers = await Promise.all(drafts.map((id, index) => call(keyOf(index), 'POST', `/deals/${id}/submit`)));
  const conflicts = answers.map((answer) => expectStatus(200, 'A submission', answer)['conflict']);
  return { submissions, holders: conflicts.filter((conflict) => conflict === 'clear').length };
}
