import { Button } from '#apps/console/parts/button.tsx';
import { Dialog } from '#apps/console/parts/dialog.tsx';
import { TextField } from '#apps/console/parts/text-field.tsx';
import { announce } from '#apps/console/shell/announce.ts';
import { texts } from './messages.ts';
import styles from '#apps/console/parts/confirm.module.css';

/** Shows a link that is not stored anywhere. */
export function LinkDialog({ link, onClose }: { link: string; onClose: () => void }) {
  const copy = async () => {
    await navigator.clipboard.writeText(link);
    announce(texts.copied);
  };
  return (
    <Dialog title={texts.linkTitle} description={texts.linkText} onClose={onClose}>
      <TextField label={texts.link} value={link} onChange={() => {}} />
      <div className={styles['buttons']}>
        <Button onClick={onClose}>{texts.close}</Button>
        {/* Browsers have it only with TLS or on this machine. */}
        {'clipboard' in navigator && (
          <Button kind="primary" onClick={() => void copy()}>
            {texts.copy}
          </Button>
        )}
      </div>
    </Dialog>
  );
}
