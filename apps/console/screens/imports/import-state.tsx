import type { Schema } from '#apps/console/api/schema.ts';
import { Badge, type Tone } from '#apps/console/parts/badge.tsx';
import { texts } from './messages.ts';

const tones: Record<Schema<'DealImportStatus'>, Tone> = { running: 'calm', finished: 'good', stopped: 'warn', failed: 'bad' };

export const ImportState = ({ of }: { of: Schema<'DealImportStatus'> }) => <Badge tone={tones[of]}>{texts.states[of]}</Badge>;
