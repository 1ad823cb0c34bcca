import { choicesOf, type SandboxBook } from '#apps/fakes/sandbox-page.ts';
import type { SalesforceOrg } from './salesforce-org.ts';
import { planDelete, planInsert, planUpdate } from './salesforce-write.ts';

/** Salesforce's own pages, as far as the sandbox needs them. */
export function salesforceBook(org: SalesforceOrg): Omit<SandboxBook, 'arrived' | 'sent'> {
  const options = { allowDuplicates: true };
  return {
    vendor: 'Salesforce',
    objects: org.types
      .filter(({ name }) => name !== 'Organization')
      .map(({ name, fields }) => ({ name, fields: [...fields.values()].filter(({ readOnly }) => !readOnly).map((field) => field.name) })),
    records: (object) =>
      org
        .records(object)
        .all()
        .filter(({ archivedAt }) => archivedAt === undefined)
        .toReversed(),
    create: (object, fields) => void planInsert(org, org.type(object), { ...defaults[object], ...fields }, options)(),
    update: (object, id, fields) => void planUpdate(org, org.type(object), id, fields, options)(),
    choices: choicesOf((object) => org.type(object).fields),
    remove: (object, id) => void planDelete(org, org.type(object), id)(),
  };
}

/** The form sets one field; these are required. */
const defaults: Record<string, Record<string, string>> = {
  Account: { Name: 'New account' },
  Contact: { LastName: 'New contact' },
  Lead: { LastName: 'New lead', Company: 'New company' },
  Opportunity: { Name: 'New opportunity', StageName: 'Prospecting', CloseDate: '2027-01-31' },
};
