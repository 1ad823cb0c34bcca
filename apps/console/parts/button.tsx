import type { ReactNode } from 'react';
import styles from './button.module.css';

interface ButtonProps {
  children: ReactNode;
  /** For screen readers, where several buttons say the same; it begins with what the button says. */
  name?: string | undefined;
  onClick?: () => void;
  type?: 'button' | 'submit';
  kind?: 'primary' | 'plain' | 'danger';
  /** It works on it, and takes no second press meanwhile. It stays in the order of focus. */
  isBusy?: boolean;
  isDisabled?: boolean;
  /** Its effect is a dialog, which has the focus then. */
  opensDialog?: boolean;
}

export function Button({ children, name, onClick, type = 'button', kind = 'plain', isBusy, isDisabled, opensDialog }: ButtonProps) {
  return (
    <button
      type={type}
      className={`${styles['button']} ${styles[kind]}`}
      aria-label={name}
      aria-busy={isBusy}
      aria-haspopup={opensDialog && 'dialog'}
      disabled={isDisabled}
      onClick={(event) => {
        if (isBusy) event.preventDefault();
        else onClick?.();
      }}
    >
      {children}
    </button>
  );
}
