import { shownTime, type SalesforceOrg } from './salesforce-org.ts';

export interface Job {
  id: string;
  operation: string;
  object: string;
  state: 'Open' | 'UploadComplete' | 'InProgress' | 'JobComplete' | 'Aborted' | 'Failed';
  createdAt: number;
  /** How often it was asked about since it was submitted. */
  polls: number;
}

/** The jobs of Bulk API 2.0, which take some time: as many questions after their state as `pollsToComplete`. */
export class BulkJobs {
  pollsToComplete = 1;
  /** Of results. Salesforce chooses it, and `maxRecords` can only make it smaller. */
  pageSize = 100_000;
  readonly #org: SalesforceOrg;

  constructor(org: SalesforceOrg) {
    this.#org = org;
  }

  create({ prefix, ...asked }: { prefix: string; operation: string; object: string; state: Job['state'] }): Job {
    return { id: this.#org.newId(prefix), createdAt: this.#org.clock.now(), polls: 0, ...asked };
  }

  /** Returns whether the job has completed by this. */
  advance(job: Job): boolean {
    if (job.state !== 'UploadComplete' && job.state !== 'InProgress') return false;
    const isDone = ++job.polls >= this.pollsToComplete;
    job.state = isDone ? 'JobComplete' : 'InProgress';
    return isDone;
  }

  told({ id, operation, object, state, createdAt }: Job) {
    return {
      ...{ id, operation, object, state, createdById: this.#org.userId, createdDate: shownTime(createdAt) },
      ...{
        systemModstamp: shownTime(createdAt),
        concurrencyMode: 'Parallel',
        contentType: 'CSV',
        columnDelimiter: 'COMMA',
        lineEnding: 'LF',
      },
    };
  }
}
