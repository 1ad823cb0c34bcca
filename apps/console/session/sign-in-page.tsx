import { useEffect } from 'react';
import { LinkForm } from './link-form.tsx';
import { texts } from './messages.ts';
import { SignInForm } from './sign-in-form.tsx';
import styles from './sign-in.module.css';

/** Shown in the place of every view while nobody is signed in, so that whoever opened a link is there after signing in. */
export function SignInPage() {
  const link = new URLSearchParams(location.hash.slice(1)).get('link');
  const title = link === null ? texts.title : texts.linkTitle;
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <main className={styles['page']}>
      <div className={styles['card']}>
        <h1>{title}</h1>
        {link === null ? <SignInForm /> : <LinkForm link={link} />}
        <p className={styles['hint']}>{link === null ? texts.lost : texts.linkText}</p>
      </div>
    </main>
  );
}
