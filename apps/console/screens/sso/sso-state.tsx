import { Badge } from '#apps/console/parts/badge.tsx';
import { texts } from './messages.ts';

export const SsoState = ({ enabled }: { enabled: boolean }) => (
  <Badge tone={enabled ? 'good' : 'calm'}>{enabled ? texts.on : texts.off}</Badge>
);
