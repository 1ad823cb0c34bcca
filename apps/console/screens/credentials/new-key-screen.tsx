import { useState } from 'react';
import { Link } from 'wouter';
import { api, given } from '#apps/console/api/client.ts';
import { serverNow } from '#apps/console/api/clock.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAction } from '#apps/console/api/use-answer.ts';
import { Form } from '#apps/console/parts/form.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import { SelectField } from '#apps/console/parts/select-field.tsx';
import { ShownOnce } from '#apps/console/parts/shown-once.tsx';
import { TextField } from '#apps/console/parts/text-field.tsx';
import { texts } from './messages.ts';
import { ScopeChoice } from './scope-choice.tsx';

const DAY_MS = 86_400_000;
type Life = keyof typeof texts.lives;
const lives = Object.keys(texts.lives) as Life[];

/** Creates a key, and shows it once. */
export function NewKeyScreen() {
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<Schema<'PartnerScope'>[]>([]);
  const [life, setLife] = useState<Life>('365');
  const create = useAction({
    run: (body: Schema<'CreateApiKey'>, key) => api.POST('/api/v1/api-keys', { params: { header: { 'idempotency-key': key } }, body }),
    changes: [['api-keys'], ['tasks']],
  });
  // The same press has the same body, so that pressing again after a lost answer creates no second key.
  const [pressedAt] = useState(() => serverNow());
  const submit = () => {
    const expires_at = life === '0' ? undefined : new Date(pressedAt + Number(life) * DAY_MS).toISOString();
    create.mutate({ name, scopes, ...given({ expires_at }) });
  };
  if (create.data) {
    return (
      <Page key="created" title={create.data.name}>
        <ShownOnce title={texts.keyIs} secret={create.data.key} />
        <Link href={`/keys/${create.data.id}`}>{texts.toKey}</Link>
      </Page>
    );
  }
  return (
    <Page title={texts.newKey}>
      <Form yes={texts.createKey} onSubmit={submit} action={create}>
        <TextField label={texts.name} value={name} onChange={setName} isRequired />
        <ScopeChoice values={scopes} onChange={setScopes} />
        <SelectField {...{ label: texts.expiresIn, options: lives, value: life }} textOf={(each) => texts.lives[each]} onChange={setLife} />
      </Form>
    </Page>
  );
}
