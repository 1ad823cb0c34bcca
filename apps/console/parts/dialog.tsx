import { Dialog as Base } from '@base-ui/react/dialog';
import type { ReactNode } from 'react';
import styles from './dialog.module.css';

interface DialogProps {
  title: string;
  description?: string;
  children: ReactNode;
  /** Omitted: it cannot be closed, only answered. */
  onClose?: () => void;
  /** What gets the focus then, if what opened it may be gone; null: that which had it before. */
  focusThen?: () => HTMLElement | null;
}

/** An open dialog over the page. Focus stays within it, and returns to where it was. */
export function Dialog({ title, description, children, onClose, focusThen }: DialogProps) {
  return (
    <Base.Root open onOpenChange={(isOpen) => !isOpen && onClose?.()} disablePointerDismissal={!onClose}>
      <Base.Portal>
        <Base.Backdrop className={styles['backdrop']} />
        <Base.Popup className={styles['popup']} finalFocus={focusThen}>
          <Base.Title className={styles['title']}>{title}</Base.Title>
          {description !== undefined && <Base.Description>{description}</Base.Description>}
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
