import { useId, useState } from 'react';
import { api, given } from '#apps/console/api/client.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { texts } from './messages.ts';
import styles from './field.module.css';

/** How many partners are suggested. */
const SUGGESTIONS = 20;

/** A partner by its id. Whoever types a part of its name gets suggestions. */
export function PartnerField({ value, onChange }: { value: string; onChange: (partnerId: string) => void }) {
  const id = useId();
  const [typed, setTyped] = useState(value);
  const query = { ...given({ name: typed.startsWith('ptn_') ? undefined : typed.trim() }), limit: SUGGESTIONS };
  const answer = useAnswer(['partners', query], (signal) => api.GET('/api/v1/partners', { params: { query }, signal }));
  const change = (text: string) => {
    setTyped(text);
    onChange(text.trim());
  };
  return (
    <div className={styles['field']}>
      <label htmlFor={id}>{texts.partnerField}</label>
      <input
        id={id}
        className={styles['control']}
        value={typed}
        onChange={({ target }) => change(target.value)}
        list={`${id}-list`}
        autoComplete="off"
        required
      />
      <datalist id={`${id}-list`}>
        {answer.data?.data.map((partner) => (
          <option key={partner.id} value={partner.id}>
            {partner.name}
          </option>
        ))}
      </datalist>
    </div>
  );
}
