import { useState } from 'react';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAction, useAnswer } from '#apps/console/api/use-answer.ts';
import { ConfirmButton } from '#apps/console/parts/action-button.tsx';
import { Answered } from '#apps/console/parts/answered.tsx';
import { Facts } from '#apps/console/parts/facts.tsx';
import { Form } from '#apps/console/parts/form.tsx';
import { Note } from '#apps/console/parts/note.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import { SelectField } from '#apps/console/parts/select-field.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { useMay } from '#apps/console/session/session.ts';
import { Checks } from './checks.tsx';
import { texts } from './messages.ts';

const POLL_MS = 2_000;
const goals = ['standard', 'enterprise'] as const;
type Goal = (typeof goals)[number];

/** What a sandbox has, and its way to production. */
export function Sandbox({ partnerId }: { partnerId: string }) {
  const may = useMay();
  const answer = useAnswer<Schema<'Sandbox'>>(
    ['partners', partnerId, 'sandbox'],
    (signal) => api.GET('/api/v1/sandboxes/{partner_id}', { params: { path: { partner_id: partnerId } }, signal }),
    { refreshMs: POLL_MS, refreshWhile: ({ status, reason }) => status === 'provisioning' && reason === null },
  );
  return (
    <>
      <Section title={texts.sandbox} actions={may('webhooks:write') && <Reset {...{ partnerId }} />}>
        <Answered answer={answer}>
          {({ status, reason, seed, ready_at, counts }) => (
            <Facts
              of={[
                [texts.status, texts.sandboxStates[status]],
                [texts.why, reason],
                [texts.seed, <code key="seed">{seed}</code>],
                [texts.readyAt, ready_at && <Time key="ready" at={ready_at} />],
                [
                  texts.events,
                  Object.entries(counts)
                    .map(([type, count]) => `${type} ${count}`)
                    .join(', '),
                ],
              ]}
            />
          )}
        </Answered>
      </Section>
      <Promotion {...{ partnerId }} />
    </>
  );
}

function Reset({ partnerId }: { partnerId: string }) {
  return (
    <ConfirmButton
      {...{ label: texts.resetSandbox, changes: [['partners', partnerId, 'sandbox']] }}
      ask={{ title: texts.resetTitle, text: texts.resetText, yes: texts.resetNow }}
      run={(_, key) =>
        api.POST('/api/v1/sandboxes/{partner_id}/reset', {
          params: { path: { partner_id: partnerId }, header: { 'idempotency-key': key } },
        })
      }
    />
  );
}

/** What it still lacks, and the step itself. */
function Promotion({ partnerId }: { partnerId: string }) {
  const may = useMay();
  const [tier, setTier] = useState<Goal>('standard');
  const path = { id: partnerId };
  const checks = useAnswer<Schema<'PromotionChecks'>>(['partners', partnerId, 'promotion-checks'], (signal) =>
    api.GET('/api/v1/partners/{id}/promotion-checks', { params: { path }, signal }),
  );
  const promote = useAction({
    run: (_: void, key) =>
      api.POST('/api/v1/partners/{id}/promotions', { params: { path, header: { 'idempotency-key': key } }, body: { tier } }),
    changes: [['partners', partnerId, 'promotion-checks']],
  });
  return (
    <Section title={texts.promotion}>
      <Answered answer={checks}>{({ checks: found }) => <Checks of={found} />}</Answered>
      {promote.data && <Outcome id={promote.data.id} {...{ partnerId }} />}
      {may('partners:write') && (
        <Form yes={texts.promote} action={promote} onSubmit={() => promote.mutate()}>
          <SelectField
            {...{ label: texts.promoteTo, options: goals, value: tier }}
            textOf={(each) => texts.tiers[each]}
            onChange={setTier}
          />
        </Form>
      )}
    </Section>
  );
}

/** What became of it, as soon as that is known. */
function Outcome({ id, partnerId }: { id: string; partnerId: string }) {
  const answer = useAnswer<Schema<'Promotion'>>(
    ['partners', partnerId, 'promotions', id],
    (signal) => api.GET('/api/v1/promotions/{id}', { params: { path: { id } }, signal }),
    { refreshMs: POLL_MS, refreshWhile: ({ status, reason }) => status === 'checking' && reason === null },
  );
  return (
    <Answered answer={answer}>
      {({ status, reason }) => (
        <Note title={texts.promotionStates[status]} tone={status === 'blocked' ? 'warn' : 'good'} isAlert>
          {reason !== null && <p>{reason}</p>}
        </Note>
      )}
    </Answered>
  );
}
