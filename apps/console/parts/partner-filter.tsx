import { usePartnerId } from '#apps/console/session/session.ts';
import { TextFilter } from './filters.tsx';
import { texts } from './messages.ts';

/** Whose things are listed. People of a partner see only their own anyway. */
export function PartnerFilter({ value, onChange }: { value: string | undefined; onChange: (value: string | undefined) => void }) {
  return usePartnerId() === null && <TextFilter label={texts.partnerId} {...{ value, onChange }} />;
}
