import { type SandboxCrmServer, startSandboxCrm } from '#apps/fakes/sandbox-crm/sandbox-crm.ts';
import { serve } from './helper-process.ts';

let crm: SandboxCrmServer | undefined;

/** The sandbox CRM in a process of its own, so that it can be frozen. */
const handlers = {
  async listen(token: string): Promise<string> {
    crm = await startSandboxCrm({ port: 0, token });
    return crm.url;
  },
  /** The deals that have arrived. */
  deals: (): string[] => crm?.opportunities().map(({ external_id }) => external_id) ?? [],
};
export type CrmHandlers = typeof handlers;

serve(handlers);
