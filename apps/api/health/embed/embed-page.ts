import { escapeHtml } from '#apps/api/http/html.ts';

/** Its own script and style, this API, and one page that may frame it. */
export const embedHeaders = (origin: string) => ({
  'content-security-policy': [
    ...["default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'", "form-action 'none'", "base-uri 'none'"],
    ...[`frame-ancestors ${origin}`, "require-trusted-types-for 'script'", "trusted-types 'none'"],
  ].join('; '),
  'referrer-policy': 'no-referrer',
});

/** Empty until the page around it has handed it a token. */
export const embedPage = (origin: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Integration Health</title>
<link rel="stylesheet" href="/embed/v1/frame.css">
<script type="module" src="/embed/v1/frame.js"></script>
</head>
<body>
<main data-host="${escapeHtml(origin)}"></main>
</body>
</html>
`;
