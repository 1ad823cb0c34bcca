import { useState } from 'react';
import { api, given } from '#apps/console/api/client.ts';
import type { Failure } from '#apps/console/api/failure.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { Form } from '#apps/console/parts/form.tsx';
import { SelectField } from '#apps/console/parts/select-field.tsx';
import { TextField } from '#apps/console/parts/text-field.tsx';
import { useMay } from '#apps/console/session/session.ts';
import { Contacts } from './contacts.tsx';
import { texts } from './messages.ts';

const tiers = Object.keys(texts.tiers) as Schema<'PartnerTier'>[];
const policies = Object.keys(texts.policies) as Schema<'Partner'>['credential_policy'][];
const PROGRAMMES = 100;

export type PartnerInput = Schema<'UpdatePartner'> & { name: string };

interface PartnerFormProps {
  /** What is agreed now; omitted: it is a new one. */
  of?: Schema<'Partner'>;
  yes: string;
  action: { mutate: (input: PartnerInput) => void; isPending: boolean; error: Failure | null };
}

/** What is agreed with a partner. */
export function PartnerForm({ of, yes, action }: PartnerFormProps) {
  const [name, setName] = useState(of?.name ?? '');
  const [tier, setTier] = useState(of?.tier ?? 'standard');
  const [policy, setPolicy] = useState(of?.credential_policy ?? 'any');
  const [zone, setZone] = useState(of?.time_zone ?? 'UTC');
  const [programme, setProgramme] = useState(of?.programme_id ?? '');
  const [perMinute, setPerMinute] = useState(of?.rate_limit ? String(of.rate_limit.per_minute) : '');
  const [burst, setBurst] = useState(of?.rate_limit ? String(of.rate_limit.burst) : '');
  const [contacts, setContacts] = useState(of?.contacts ?? []);
  const submit = () =>
    action.mutate({
      ...{ name, tier, credential_policy: policy, time_zone: zone.trim(), contacts },
      rate_limit: perMinute === '' && burst === '' ? null : { per_minute: Number(perMinute), burst: Number(burst) },
      ...given({ programme_id: programme.trim() }),
    });
  return (
    <Form {...{ yes, action }} onSubmit={submit}>
      <TextField label={texts.name} value={name} onChange={setName} isRequired />
      <SelectField {...{ label: texts.tier, options: tiers, value: tier }} textOf={(each) => texts.tiers[each]} onChange={setTier} />
      <ProgrammeField value={programme} onChange={setProgramme} />
      <TextField label={texts.zone} value={zone} onChange={setZone} isRequired />
      <TextField label={texts.ownLimit} type="number" value={perMinute} onChange={setPerMinute} />
      <TextField label={texts.ownBurst} type="number" value={burst} onChange={setBurst} />
      <SelectField
        {...{ label: texts.policy, options: policies, value: policy }}
        textOf={(each) => texts.policies[each]}
        onChange={setPolicy}
      />
      <Contacts values={contacts} onChange={setContacts} />
    </Form>
  );
}

/** By its name, for whom programmes can be listed; else by its ID. */
function ProgrammeField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const mayList = useMay()('deals:review');
  const { data } = useAnswer(
    ['programmes', 'names'],
    (signal) => api.GET('/api/v1/programmes', { params: { query: { limit: PROGRAMMES } }, signal }),
    { isWanted: mayList },
  );
  const names = new Map(data?.data.map(({ id, name }) => [id, name]));
  if (names.size === 0) return <TextField label={texts.programmeId} value={value} onChange={onChange} />;
  const options = [...new Set([value, ...names.keys()])];
  return (
    <SelectField
      {...{ label: texts.programme, options, value, onChange }}
      textOf={(id) => (id === '' ? texts.defaultProgramme : (names.get(id) ?? id))}
    />
  );
}
