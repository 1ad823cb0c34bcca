import { Button } from '#apps/console/parts/button.tsx';
import { useMay } from '#apps/console/session/session.ts';
import { decisionKinds, type DecisionKind } from './decision.ts';
import { texts } from './messages.ts';
import buttons from '#apps/console/parts/confirm.module.css';

export function DecisionButtons({ onChoose }: { onChoose: (kind: DecisionKind) => void }) {
  const may = useMay();
  if (!may('deals:review')) return null;
  return (
    <div className={`${buttons['buttons']} ${buttons['start']}`}>
      {decisionKinds.map((kind) => (
        <Button
          key={kind}
          kind={kind === 'approve' ? 'primary' : kind === 'reject' ? 'danger' : 'plain'}
          onClick={() => onChoose(kind)}
          opensDialog
        >
          {texts.decisions[kind].yes} <kbd>{texts.decisions[kind].key}</kbd>
        </Button>
      ))}
    </div>
  );
}
