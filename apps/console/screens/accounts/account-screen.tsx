import { Link } from 'wouter';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { Answered } from '#apps/console/parts/answered.tsx';
import { Facts } from '#apps/console/parts/facts.tsx';
import { Links } from '#apps/console/parts/links.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { addressOf } from './address.ts';
import { texts } from './messages.ts';

/** One known company. */
export function AccountScreen({ id }: { id: string }) {
  const answer = useAnswer<Schema<'Account'>>(['accounts', id], (signal) =>
    api.GET('/api/v1/accounts/{id}', { params: { path: { id } }, signal }),
  );
  return (
    <Answered answer={answer}>
      {(account) => (
        <Page title={account.name}>
          <Links>
            <Link href="/accounts">{texts.accounts}</Link>
          </Links>
          <Facts of={factsOf(account)} />
        </Page>
      )}
    </Answered>
  );
}

const factsOf = (account: Schema<'Account'>) =>
  [
    [texts.externalId, account.external_id],
    [texts.websites, account.websites.join(', ')],
    [texts.mailDomains, account.email_domains.join(', ')],
    [texts.duns, account.duns],
    [texts.address, addressOf(account.address)],
    ['ID', <code key="id">{account.id}</code>],
    [texts.created, <Time key="created" at={account.created_at} />],
    [texts.changed, <Time key="changed" at={account.updated_at} />],
  ] as const;
