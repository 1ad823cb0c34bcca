import { useState } from 'react';
import { api } from '#apps/console/api/client.ts';
import type { Failure } from '#apps/console/api/failure.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { ChipsFilter } from '#apps/console/parts/filters.tsx';
import { Form } from '#apps/console/parts/form.tsx';
import { TextField } from '#apps/console/parts/text-field.tsx';
import { type Family, partnerEndpoints } from './family.ts';
import { texts } from './messages.ts';

type Fields = Pick<Schema<'Endpoint'>, 'url' | 'description' | 'event_types' | 'max_concurrency' | 'rate_limit_per_s' | 'timeout_ms'>;

const TYPES = 100;

interface EndpointFormProps {
  /** What the endpoint has now; omitted: it is a new one. */
  of?: Fields;
  yes: string;
  family: Family;
  action: { mutate: (input: Schema<'UpdateEndpoint'> & { url: string }) => void; isPending: boolean; error: Failure | null };
}

/** What an endpoint receives, and how. Only what was changed is sent: the URL is shown with its secrets masked. */
export function EndpointForm({ of, yes, action, family }: EndpointFormProps) {
  const [url, setUrl] = useState(of?.url ?? '');
  const [description, setDescription] = useState(of?.description ?? '');
  const [types, setTypes] = useState<string[]>(of?.event_types ?? []);
  const [concurrency, setConcurrency] = useState(textOf(of?.max_concurrency));
  const [rate, setRate] = useState(textOf(of?.rate_limit_per_s));
  const [timeout, setTimeoutMs] = useState(textOf(of?.timeout_ms));
  const catalogue = useAnswer<{ data: { name: string }[] }>(['event-types', 'names', family.path], (signal) =>
    family === partnerEndpoints
      ? api.GET('/api/v1/event-types', { params: { query: { limit: TYPES } }, signal })
      : api.GET('/api/v1/platform-event-types', { signal }),
  );
  const known = [...new Set([...(catalogue.data?.data.map(({ name }) => name) ?? []), ...types])];
  const submit = () => {
    const wanted = {
      ...{ url: url.trim(), description: description.trim(), event_types: types, rate_limit_per_s: rate === '' ? null : Number(rate) },
      ...(concurrency !== '' && { max_concurrency: Number(concurrency) }),
      ...(timeout !== '' && { timeout_ms: Number(timeout) }),
    };
    action.mutate(of ? changed(of, wanted) : wanted);
  };
  return (
    <Form {...{ yes, action }} onSubmit={submit}>
      <TextField label={texts.urlField} type="url" value={url} onChange={setUrl} isRequired />
      <TextField label={texts.description} value={description} onChange={setDescription} />
      <ChipsFilter label={texts.typesField} options={known} textOf={(name) => name} values={types} onChange={setTypes} />
      <TextField label={texts.concurrencyField} type="number" value={concurrency} onChange={setConcurrency} />
      <TextField label={texts.rateField} type="number" value={rate} onChange={setRate} />
      <TextField label={texts.timeoutField} type="number" value={timeout} onChange={setTimeoutMs} />
    </Form>
  );
}

const textOf = (value: number | null | undefined): string => (value === null || value === undefined ? '' : String(value));

function changed<Wanted extends Partial<Fields>>(before: Fields, wanted: Wanted): Wanted {
  const entries = Object.entries(wanted).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name as keyof Fields]));
  return Object.fromEntries(entries) as Wanted;
}
