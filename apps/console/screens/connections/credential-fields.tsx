import { given } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { TextField } from '#apps/console/parts/text-field.tsx';
import { texts } from './messages.ts';

type Method = Schema<'ConnectionAuthMethod'>;

/** What each kind asks for. Those that end with `?` may be left empty. */
const fieldsOf: Record<Method, readonly string[]> = {
  oauth: ['client_id', 'client_secret', 'login_url?'],
  client_credentials: ['client_id', 'client_secret', 'login_url?'],
  jwt_bearer: ['client_id', 'private_key', 'username', 'login_url?'],
  token: ['token', 'account_id?'],
};
const secrets = new Set(['client_secret', 'token']);
const namesOf = (method: Method) => fieldsOf[method].map((field) => field.replace('?', ''));

interface CredentialFieldsProps {
  method: Method;
  values: Record<string, string>;
  onChange: (values: Record<string, string>) => void;
}

/** What a kind of credentials consists of. */
export function CredentialFields({ method, values, onChange }: CredentialFieldsProps) {
  return namesOf(method).map((name) => (
    <TextField
      key={name}
      label={texts.fields[name] ?? name}
      value={values[name] ?? ''}
      type={secrets.has(name) ? 'password' : 'text'}
      onChange={(value) => onChange({ ...values, [name]: value })}
      lines={name === 'private_key' ? 6 : 1}
      isRequired={fieldsOf[method].includes(name)}
    />
  ));
}

export function credentialsOf(method: Method, values: Record<string, string>): Schema<'ConnectionCredentials'> {
  const filled = Object.fromEntries(namesOf(method).map((name) => [name, values[name]?.trim()]));
  return { method, ...given(filled) } as Schema<'ConnectionCredentials'>;
}
