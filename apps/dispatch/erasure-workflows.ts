import { eraseDataSubjectId, erasePartnerId } from '#workflows/erasure/messages.ts';
import type { eraseDataSubject, erasePartner } from '#workflows/index.ts';
import { type CallTemporal, partnerWorkflowOptions } from './start-workflow.ts';

/** Starts the workflows of erasures. Idempotent. Throws when Temporal is unavailable; the sweeper then calls it. */
export interface ErasureWorkflows {
  /** Starts `erase-partner/<id>` or `erase-data-subject/<id>`. */
  eraseData(erasure: { id: string; kind: 'partner' | 'data_subject'; partnerId: string | null }): Promise<void>;
}

export function createErasureWorkflows(temporal: CallTemporal): ErasureWorkflows {
  return {
    async eraseData({ id, kind, partnerId }) {
      const args: Parameters<typeof erasePartner> = [{ erasureId: id }];
      if (kind === 'partner') {
        const options = { ...partnerWorkflowOptions(erasePartnerId(id), partnerId), args };
        await temporal((client) => client.workflow.start<typeof erasePartner>('erasePartner', options));
      } else {
        const options = { ...partnerWorkflowOptions(eraseDataSubjectId(id), null), args };
        await temporal((client) => client.workflow.start<typeof eraseDataSubject>('eraseDataSubject', options));
      }
    },
  };
}
