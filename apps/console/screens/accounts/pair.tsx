import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { ReasonButton } from '#apps/console/parts/action-button.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import { type Column, Table } from '#apps/console/parts/table.tsx';
import { useMay } from '#apps/console/session/session.ts';
import { addressOf } from './address.ts';
import { texts } from './messages.ts';
import { UndoButton } from './undo-button.tsx';

type Match = Schema<'AccountMatch'>;
type Company = Match['customer'];

interface Line {
  label: string;
  one: ReactNode;
  other: ReactNode;
}

/** Two companies beside each other, what speaks for their being one, and what a person decides. */
export function Pair({ of: match }: { of: Match }) {
  const { customer, other, score, evidence } = match;
  const title = texts.pair(customer.name, other.name);
  const columns: readonly Column<Line>[] = [
    { label: texts.fact, cell: ({ label }) => label },
    { label: texts.customer, cell: ({ one }) => one },
    { label: texts.kinds[other.kind], cell: (line) => line.other },
  ];
  return (
    <Section title={title}>
      <Table caption={title} columns={columns} rows={linesOf(customer, other)} idOf={({ label }) => label} />
      <p>{texts.score(score)}</p>
      <ul aria-label={texts.evidence}>
        {evidence.map(({ signal, explanation }) => (
          <li key={signal}>{explanation}</li>
        ))}
      </ul>
      <Decision of={match} />
    </Section>
  );
}

function linesOf(one: Company, other: Company): Line[] {
  const line = (label: string, of: (company: Company) => ReactNode): Line => ({ label, one: of(one), other: of(other) });
  return [
    line(texts.name, (company) => <Link href={`/${company.kind}s/${company.id}`}>{company.name}</Link>),
    line(texts.websites, ({ websites }) => websites.join(', ')),
    line(texts.mailDomains, ({ email_domains }) => email_domains.join(', ')),
    line(texts.address, ({ address }) => addressOf(address)),
    line(texts.duns, ({ duns }) => duns),
    line(texts.partner, ({ partner_id: id }) => id && <Link href={`/partners/${id}`}>{id}</Link>),
  ].filter((each) => Boolean(each.one) || Boolean(each.other));
}

const changes = [['accounts'], ['deals']];

function Decision({ of: { customer, other, sides, verdict } }: { of: Match }) {
  const may = useMay();
  if (verdict) {
    return (
      <p>
        {texts.decided(texts.verdicts[verdict.verdict])} <UndoButton id={verdict.id} one={customer.name} other={other.name} />
      </p>
    );
  }
  if (!may('accounts:write')) return null;
  if (sides === null) return <p>{texts.notApart}</p>;
  const decide = (decided: 'same' | 'different') => (reason: string, key: string) =>
    api.POST('/api/v1/account-verdicts', {
      params: { header: { 'idempotency-key': key } },
      body: { verdict: decided, ...sides, reason },
    });
  const ask = { label: texts.reason, text: texts.applies };
  return (
    <div>
      <ReasonButton
        {...{ label: texts.same, kind: 'plain', changes, done: texts.recorded, run: decide('same') }}
        ask={{ ...ask, title: texts.sameTitle, yes: texts.yesSame }}
      />{' '}
      <ReasonButton
        {...{ label: texts.different, kind: 'plain', changes, done: texts.recorded, run: decide('different') }}
        ask={{ ...ask, title: texts.differentTitle, yes: texts.yesDifferent }}
      />
    </div>
  );
}
