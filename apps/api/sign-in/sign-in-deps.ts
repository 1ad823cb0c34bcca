import type { authenticate } from '#apps/api/access/authenticate.ts';
import type { FailedAuthentications } from '#apps/api/access/failed-authentication.ts';
import type { ApiDeps } from '#apps/api/deps.ts';

export type SignInDeps = ApiDeps & { principalOf: ReturnType<typeof authenticate>; failed: FailedAuthentications };
