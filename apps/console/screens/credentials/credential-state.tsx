import type { Schema } from '#apps/console/api/schema.ts';
import { Badge, type Tone } from '#apps/console/parts/badge.tsx';
import { texts } from './messages.ts';

const tones: Record<Schema<'ApiKeyStatus'>, Tone> = { active: 'good', expired: 'warn', revoked: 'calm' };

export const KeyState = ({ of }: { of: Schema<'ApiKeyStatus'> }) => <Badge tone={tones[of]}>{texts.keyStates[of]}</Badge>;
export const ClientState = ({ of }: { of: Schema<'OauthClientStatus'> }) => <Badge tone={tones[of]}>{texts.clientStates[of]}</Badge>;
