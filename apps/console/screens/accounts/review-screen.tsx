import { Link } from 'wouter';
import { api } from '#apps/console/api/client.ts';
import { Answered } from '#apps/console/parts/answered.tsx';
import { Filters, SelectFilter } from '#apps/console/parts/filters.tsx';
import { Links } from '#apps/console/parts/links.tsx';
import { Paged } from '#apps/console/parts/list.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import { PartnerFilter } from '#apps/console/parts/partner-filter.tsx';
import { useList } from '#apps/console/url/use-list.ts';
import { oneOf, text } from '#apps/console/url/use-url-state.ts';
import { texts } from './messages.ts';
import { Pair } from './pair.tsx';

const kinds = ['account', 'deal'] as const;
const parameters = { kind: oneOf(kinds), partner_id: text };

/** Pairs that may be one company, both sides beside each other, for who knows whether they are. */
export function AccountReviewScreen() {
  const { url, answer } = useList(['accounts', 'matches'], parameters, ({ kind, ...query }, signal) =>
    api.GET('/api/v1/account-matches', { params: { query: { ...query, ...(kind && { kind: [kind] }) } }, signal }),
  );
  return (
    <Page title={texts.review}>
      <Links>
        <Link href="/account-verdicts">{texts.decisions}</Link>
        <Link href="/accounts">{texts.accounts}</Link>
      </Links>
      <Filters onClear={url.isFiltered ? url.clear : undefined}>
        <SelectFilter
          {...{ label: texts.kind, options: kinds, value: url.values.kind }}
          textOf={(each) => texts.kinds[each]}
          onChange={(kind) => url.set({ kind })}
        />
        <PartnerFilter value={url.values.partner_id} onChange={(partner_id) => url.set({ partner_id })} />
      </Filters>
      <Answered answer={answer}>
        {(page) => (
          <Paged page={page} url={url} empty={{ title: texts.nothing, text: texts.nothingText }}>
            {page.data.map((match) => (
              <Pair key={`${match.customer.id} ${match.other.id}`} of={match} />
            ))}
          </Paged>
        )}
      </Answered>
    </Page>
  );
}
