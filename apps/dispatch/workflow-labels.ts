import type {
  ScheduleClientInterceptor,
  WorkflowClientInterceptor,
  WorkflowSignalWithStartInput,
  WorkflowStartInput,
  WorkflowStartOptions,
} from '@temporalio/client';
import { counted } from '#domain/counted.ts';
import type * as workflows from '#workflows/index.ts';
import { readAttributes } from '#workflows/search-attributes.ts';

type Workflows = typeof workflows;
type WorkflowName = keyof Workflows;
type Argument<Name extends WorkflowName> = Parameters<Workflows[Name]>[0];

/** What a workflow does, in a few words, and what it is about: a noun, an id, and where the API has it: `deals`, or a filter that ends with `=`. */
interface Label {
  does: string;
  about?: readonly (readonly [noun: string, id: string, collection?: string])[];
}

/** Of every workflow. A round and what is purged have no record of their own. */
const labels: { [Name in WorkflowName]: (argument: Argument<Name>) => Label } = {
  deliverWebhook: ({ deliveryId }) => ({ does: 'Delivers', about: [['Delivery', deliveryId, 'deliveries']] }),
  deliverRound: ({ deliveryIds }) => ({ does: `First attempts of ${counted(deliveryIds.length, 'delivery', 'deliveries')}` }),
  drainEndpoint: () => ({ does: 'Sends held deliveries' }),
  registerDeal: ({ dealId }) => ({ does: 'Registers a deal', about: [['Deal', dealId, 'deals']] }),
  importDeals: ({ importId }) => ({ does: 'Imports deals', about: [['Import', importId, 'deal-imports']] }),
  processInbound: ({ eventIds }) => ({
    does: 'Processes webhooks of a vendor',
    about: eventIds.slice(0, 10).map((id) => ['Inbound event', id, 'inbound-events'] as const),
  }),
  maintainConnection: ({ connectionId }) => ({ does: 'Maintains a connection', about: [['Connection', connectionId, 'connections']] }),
  disconnectConnection: ({ connectionId }) => ({ does: 'Disconnects', about: [['Connection', connectionId, 'connections']] }),
  syncConnection: ({ syncId }) => ({ does: 'Syncs', about: [['Sync', syncId, 'syncs']] }),
  testSync: ({ syncId }) => ({ does: 'Tests a sync with a record, and takes it back', about: [['Sync', syncId, 'syncs']] }),
  wakeSync: ({ syncId }) => ({ does: 'Asks for a run of a sync', about: [['Sync', syncId, 'syncs']] }),
  reconcileConnection: ({ syncId, night }) => ({ does: `Reconciles the night of ${night}`, about: [['Sync', syncId, 'syncs']] }),
  wakeReconciliation: ({ syncId }) => ({ does: 'Asks for the reconciliation of a night', about: [['Sync', syncId, 'syncs']] }),
  reconcileBook: ({ runId }) => ({ does: 'Reconciles a book', about: [['Reconciliation', runId, 'reconciliations']] }),
  wakeBooks: () => ({ does: 'Asks for the reconciliation of the books' }),
  maintainAttribution: () => ({ does: 'Keeps reports up to date' }),
  watchAlerts: () => ({ does: 'Finds out what is wrong' }),
  watchHealth: () => ({ does: 'Watches the health of integrations' }),
  alert: ({ rule, subjectId }) => ({
    does: `Tells of an alert: ${rule}`,
    about: [['Alert about', subjectId, `alerts?rule=${rule}&subject_id=`]],
  }),
  tellChannel: ({ channelId }) => ({ does: 'Sends alerts', about: [['Channel', channelId, 'alert-channels']] }),
  recomputeAttribution: ({ version }) => ({
    does: 'Computes a version of the attribution',
    about: [['Version', String(version), 'attribution/versions']],
  }),
  accrueCommission: ({ goalId }) => ({ does: 'Books commissions', about: [['Goal', goalId]] }),
  runPayout: ({ batchId }) => ({ does: 'Pays out', about: [['Batch', batchId, 'payout-batches']] }),
  answerDispute: ({ disputeId }) => ({ does: 'Answers a dispute', about: [['Dispute', disputeId]] }),
  releaseHolds: () => ({ does: 'Makes commissions payable whose hold period is over' }),
  provisionSandbox: ({ partnerId }) => ({ does: 'Fills a sandbox', about: [['Sandbox', partnerId, 'sandboxes']] }),
  promotePartner: ({ promotionId }) => ({ does: 'Promotes a partner', about: [['Promotion', promotionId, 'promotions']] }),
  erasePartner: ({ erasureId }) => ({ does: 'Erases a partner', about: [['Erasure', erasureId, 'erasures']] }),
  eraseDataSubject: ({ erasureId }) => ({ does: 'Erases a person', about: [['Erasure', erasureId, 'erasures']] }),
  purgeExpired: () => ({ does: 'Deletes what is past its retention' }),
};

const isNamed = (type: string): type is WorkflowName => type in labels;

export interface LabelDeps {
  /** Where the API is. */
  publicUrl: string;
  /** Undefined if it is not known. */
  partnerName: (id: string) => Promise<string | undefined>;
}

/** What is shown of the start of a workflow, as Temporal's client has it. */
interface Started {
  args?: unknown[];
  typedSearchAttributes?: WorkflowStartOptions['typedSearchAttributes'];
}

/**
 * What operators read of a workflow in Temporal UI: a line, and markdown with links to the API. Both are of its start. Of an unknown workflow there is
 * nothing.
 */
export async function labelOf(
  type: string,
  { args = [], typedSearchAttributes }: Started,
  { publicUrl, partnerName }: LabelDeps,
): Promise<{ staticSummary: string; staticDetails: string } | undefined> {
  if (!isNamed(type)) return undefined;
  const { does, about = [] } = (labels[type] as (argument: unknown) => Label)(args[0]);
  const { partnerIds, endpointIds, eventType } = readAttributes(
    Array.isArray(typedSearchAttributes) ? typedSearchAttributes : typedSearchAttributes?.getAll(),
  );
  const link = (id: string, collection?: string) =>
    collection === undefined
      ? asText(id)
      : `[${asText(id)}](${publicUrl}/api/v1/${collection}${collection.endsWith('=') ? '' : '/'}${encodeURIComponent(id)})`;
  const [partnerId, ...others] = partnerIds;
  const name = partnerId === undefined || others.length > 0 ? undefined : asText((await partnerName(partnerId)) ?? partnerId);
  const rows = [
    ...(partnerId === undefined || name === undefined ? [] : [`Partner: ${name} (${link(partnerId, 'partners')})`]),
    ...(eventType === undefined ? [] : [`Event type: ${asText(eventType)}`]),
    ...endpointIds.slice(0, 10).map((id) => `Endpoint: ${link(id, 'endpoints')}`),
    ...about.map(([noun, id, collection]) => `${noun}: ${link(id, collection)}`),
  ];
  const line = [does, eventType === undefined ? '' : asText(eventType), name === undefined ? '' : `for ${name}`];
  return { staticSummary: line.filter((part) => part !== '').join(' '), staticDetails: rows.map((row) => `- ${row}`).join('\n') };
}

/** Text of others shows as it is, whatever it contains, in one line. Temporal takes 400 bytes of a summary. */
function asText(text: string): string {
  const plain = text.replaceAll(/[\p{C}\s]+/gu, ' ').slice(0, 60);
  return plain.replaceAll(/[\\`*{}[\]<>()#+!|~&]/g, (char) => `\\${char}`);
}

/** Labels whatever a client starts, by itself or by a schedule. */
export function createLabelInterceptors(deps: LabelDeps) {
  const labelled = async <Input extends WorkflowStartInput | WorkflowSignalWithStartInput>(input: Input): Promise<Input> => ({
    ...input,
    options: { ...input.options, ...(await labelOf(input.workflowType, input.options, deps)) },
  });
  const workflow: WorkflowClientInterceptor = {
    startWithDetails: async (input, next) => next(await labelled(input)),
    signalWithStart: async (input, next) => next(await labelled(input)),
  };
  const schedule: ScheduleClientInterceptor = {
    create: async (input, next) => {
      const { action } = input.options;
      return next({
        ...input,
        options: { ...input.options, action: { ...action, ...(await labelOf(action.workflowType, action, deps)) } },
      });
    },
  };
  return { workflow: [workflow], schedule: [schedule] };
}
