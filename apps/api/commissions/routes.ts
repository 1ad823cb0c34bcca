import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { adjustmentRoutes } from './adjustment-routes.ts';
import { assignmentRoutes } from './assignment-routes.ts';
import { commissionRoutes } from './commission-routes.ts';
import { disputeRoutes } from './dispute-routes.ts';
import { goalRoutes } from './goal-routes.ts';
import { holdRoutes } from './hold-routes.ts';
import { invoiceRoutes } from './invoice-routes.ts';
import { levelRoutes } from './level-routes.ts';
import { levelRuleRoutes } from './level-rule-routes.ts';
import { payeeRoutes } from './payee-routes.ts';
import { payoutFileRoutes } from './payout-file-routes.ts';
import { payoutRoutes } from './payout-routes.ts';
import { planRoutes } from './plan-routes.ts';
import { repaymentRoutes } from './repayment-routes.ts';
import { simulationRoutes } from './simulation-routes.ts';
import { splitRoutes } from './split-routes.ts';
import { statementRoutes } from './statement-routes.ts';

export function registerCommissions(api: App, deps: ApiDeps): void {
  planRoutes(api, deps);
  simulationRoutes(api, deps);
  assignmentRoutes(api, deps);
  splitRoutes(api, deps);
  levelRuleRoutes(api, deps);
  levelRoutes(api, deps);
  commissionRoutes(api, deps);
  goalRoutes(api, deps);
  adjustmentRoutes(api, deps);
  holdRoutes(api, deps);
  disputeRoutes(api, deps);
  statementRoutes(api, deps);
  invoiceRoutes(api, deps);
  repaymentRoutes(api, deps);
  payeeRoutes(api, deps);
  payoutRoutes(api, deps);
  payoutFileRoutes(api, deps);
}
