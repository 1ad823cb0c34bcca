import { useState } from 'react';
import type { Failure } from '#apps/console/api/failure.ts';
import { Dialog } from '#apps/console/parts/dialog.tsx';
import { Form } from '#apps/console/parts/form.tsx';
import { SelectField } from '#apps/console/parts/select-field.tsx';
import { texts } from './messages.ts';

type Overlap = keyof typeof texts.overlaps;
const overlaps = Object.keys(texts.overlaps) as Overlap[];

interface RotateDialogProps {
  title: string;
  text: string;
  action: { mutate: (overlapS: number) => void; isPending: boolean; error: Failure | null };
  onClose: () => void;
}

/** Asks how long the old secret is to work beside the new one. */
export function RotateDialog({ title, text, action, onClose }: RotateDialogProps) {
  const [overlap, setOverlap] = useState<Overlap>('86400');
  return (
    <Dialog title={title} description={text} onClose={onClose}>
      <Form yes={texts.rotateNow} onSubmit={() => action.mutate(Number(overlap))} action={action}>
        <SelectField
          {...{ label: texts.overlap, options: overlaps, value: overlap }}
          textOf={(each) => texts.overlaps[each]}
          onChange={setOverlap}
        />
      </Form>
    </Dialog>
  );
}
