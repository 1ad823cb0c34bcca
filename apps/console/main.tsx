import './style/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { applyTheme } from './shell/preferences.ts';

applyTheme();
// A page that the browser kept, such as one from before a sign-out, is not shown again as it was.
addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload();
});

const root = document.querySelector('#root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
