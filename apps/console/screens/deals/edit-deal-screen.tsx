import { Link, useLocation } from 'wouter';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAction, useAnswer } from '#apps/console/api/use-answer.ts';
import { Answered } from '#apps/console/parts/answered.tsx';
import { Links } from '#apps/console/parts/links.tsx';
import { Note } from '#apps/console/parts/note.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import { announce } from '#apps/console/shell/announce.ts';
import { fieldsOf, type Values } from './form/deal-fields.ts';
import { DealForm } from './form/deal-form.tsx';
import { patchOf } from './form/deal-values.ts';
import { texts } from './form/messages.ts';

type Deal = Schema<'Deal'>;

/** Changes what of a deal can be changed as it stands, unless somebody else has changed it meanwhile. */
export function EditDealScreen({ id }: { id: string }) {
  const deal = useAnswer<Deal>(['deals', id], (signal) => api.GET('/api/v1/deals/{id}', { params: { path: { id } }, signal }));
  const schema = useAnswer(['deal-schema'], (signal) => api.GET('/api/v1/deal-schema', { signal }));
  return (
    <Page title={texts.edit}>
      <Links>
        <Link href={`/deals/${id}`}>{texts.toDeal}</Link>
      </Links>
      <Answered answer={deal}>{(of) => <Answered answer={schema}>{(rules) => <Edit of={of} schema={rules} />}</Answered>}</Answered>
    </Page>
  );
}

function Edit({ of, schema }: { of: Deal; schema: Schema<'DealSchema'> }) {
  const [, navigate] = useLocation();
  const all = fieldsOf(schema).filter(({ name }) => name !== 'external_id');
  const fields = all.filter(({ name }) => of.editable_fields?.includes(name) ?? true);
  const before = Object.fromEntries(Object.entries(of).filter(([name]) => all.some((field) => field.name === name)));
  const change = useAction({
    run: (deal: Values) =>
      api.PATCH('/api/v1/deals/{id}', {
        params: { path: { id: of.id }, header: { 'if-match': `"${of.version}"` } },
        body: patchOf(before, deal),
      }),
    changes: [['deals'], ['tasks']],
    onDone: ({ id }) => {
      announce(texts.saved);
      navigate(`/deals/${id}`);
    },
  });
  if (fields.length === 0) return <Note title={texts.nothingToChange} />;
  return (
    <>
      {fields.length < all.length && <p>{texts.onlyThese}</p>}
      <DealForm {...{ schema, fields, initial: before }} yes={texts.saveChanges} action={change} />
    </>
  );
}
