import type { promotePartner, provisionSandbox } from '#workflows/index.ts';
import { promotePartnerId, provisionSandboxId } from '#workflows/sandboxes/messages.ts';
import { type CallTemporal, partnerWorkflowOptions } from './start-workflow.ts';

/** Starts the workflows of sandboxes. All methods are idempotent. All throw when Temporal is unavailable; the sweeper then calls them. */
export interface SandboxWorkflows {
  /** Starts `provision-sandbox/<partnerId>`. */
  provisionSandbox(partnerId: string): Promise<void>;
  /** Starts `promote-partner/<id>`. */
  promote(promotion: { id: string; partnerId: string }): Promise<void>;
}

export function createSandboxWorkflows(temporal: CallTemporal): SandboxWorkflows {
  return {
    async provisionSandbox(partnerId) {
      const options = partnerWorkflowOptions(provisionSandboxId(partnerId), partnerId);
      const args: Parameters<typeof provisionSandbox> = [{ partnerId }];
      await temporal((client) => client.workflow.start<typeof provisionSandbox>('provisionSandbox', { ...options, args }));
    },
    async promote({ id, partnerId }) {
      const options = partnerWorkflowOptions(promotePartnerId(id), partnerId);
      const args: Parameters<typeof promotePartner> = [{ promotionId: id, partnerId }];
      await temporal((client) => client.workflow.start<typeof promotePartner>('promotePartner', { ...options, args }));
    },
  };
}
