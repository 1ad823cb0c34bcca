import { type Client, WorkflowExecutionAlreadyStartedError, type WorkflowStartOptions } from '@temporalio/client';
import type { PartnerWorkflows } from '#apps/api/deps.ts';
import { dealChanged, importDealsId, registerDealId } from '#workflows/deals/messages.ts';
import { eraseDataSubjectId, erasePartnerId } from '#workflows/erasure/messages.ts';
import type { eraseDataSubject, erasePartner, importDeals, promotePartner, provisionSandbox, registerDeal } from '#workflows/index.ts';
import { dealTaskQueue, taskQueue } from '#workflows/messages.ts';
import { promotePartnerId, provisionSandboxId } from '#workflows/sandboxes/messages.ts';
import { dealAttributes, partnerAttributes } from '#workflows/search-attributes.ts';
import type { CallTemporal } from './delivery-workflows.ts';

/** The API's and the sweeper's doors to the workflows of partners. PostgreSQL says what is to be done, so a second start is harmless. */
export function createPartnerWorkflows(temporal: CallTemporal, { hasWorkers }: { hasWorkers: boolean }): PartnerWorkflows {
  const optionsFor = (workflowId: string, partnerId: string | null) =>
    ({
      workflowId,
      taskQueue,
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      workflowIdConflictPolicy: 'USE_EXISTING',
      typedSearchAttributes: partnerAttributes(partnerId),
    }) satisfies Partial<WorkflowStartOptions>;
  const start = async (run: (client: Client) => Promise<unknown>) => void (await temporal(run));

  return {
    eraseData({ id, kind, partnerId }) {
      const args: [{ erasureId: string }] = [{ erasureId: id }];
      return kind === 'partner'
        ? start((client) =>
            client.workflow.start<typeof erasePartner>('erasePartner', { ...optionsFor(erasePartnerId(id), partnerId), args }),
          )
        : start((client) =>
            client.workflow.start<typeof eraseDataSubject>('eraseDataSubject', { ...optionsFor(eraseDataSubjectId(id), null), args }),
          );
    },
    provisionSandbox: (partnerId) =>
      start((client) =>
        client.workflow.start<typeof provisionSandbox>('provisionSandbox', {
          ...optionsFor(provisionSandboxId(partnerId), partnerId),
          args: [{ partnerId }],
        }),
      ),
    promote: ({ id, partnerId }) =>
      start((client) =>
        client.workflow.start<typeof promotePartner>('promotePartner', {
          ...optionsFor(promotePartnerId(id), partnerId),
          args: [{ promotionId: id, partnerId }],
        }),
      ),
    importDeals: ({ id, partnerId }) =>
      start((client) =>
        client.workflow.start<typeof importDeals>('importDeals', { ...optionsFor(importDealsId(id), partnerId), args: [{ importId: id }] }),
      ),
    async registerDeal({ id, partnerId, isNew = false }) {
      const options = {
        ...optionsFor(registerDealId(id), partnerId),
        taskQueue: dealTaskQueue,
        typedSearchAttributes: dealAttributes({ id, partnerId }),
        args: [{ dealId: id }] as [{ dealId: string }],
      };
      const tell = () =>
        start((client) => client.workflow.signalWithStart<typeof registerDeal, []>('registerDeal', { ...options, signal: dealChanged }));
      if (!isNew) return tell();
      try {
        await start((client) =>
          client.workflow.start<typeof registerDeal>('registerDeal', {
            ...options,
            workflowIdConflictPolicy: 'FAIL',
            requestEagerStart: hasWorkers,
          }),
        );
      } catch (error) {
        if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
        await tell();
      }
    },
  };
}
