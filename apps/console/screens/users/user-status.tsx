import type { Schema } from '#apps/console/api/schema.ts';
import { Badge } from '#apps/console/parts/badge.tsx';
import { texts } from './messages.ts';

export function UserStatus({ of: { status, has_password } }: { of: Pick<Schema<'User'>, 'status' | 'has_password'> }) {
  if (status === 'disabled') return <Badge tone="bad">{texts.disabled}</Badge>;
  return has_password ? <Badge tone="good">{texts.active}</Badge> : <Badge tone="calm">{texts.invited}</Badge>;
}
