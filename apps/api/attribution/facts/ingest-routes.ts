import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import type { NewTouch } from '#db/attribution/facts/insert-touches.ts';
import { listConversions, listCosts, listRevenue, listTouches, type TouchRow } from '#db/attribution/facts/list-facts.ts';
import { conversionKind } from './conversion-kind.ts';
import { costKind } from './cost-kind.ts';
import { factRoutes } from './fact-routes.ts';
import { Conversion, Cost, Revenue, toConversion, toCost, toRevenue, Touch, toTouch } from './fact-view.ts';
import { createFactRecorder } from './record-facts.ts';
import { revenueKind } from './revenue-kind.ts';
import { touchKind } from './touch-kind.ts';

/** What records facts. */
export function ingestRoutes(api: App, deps: ApiDeps): void {
  const recording = { ...deps, recordFacts: createFactRecorder(deps) };
  const tag = 'Attribution';
  factRoutes(api, recording, {
    ...{ kind: touchKind, plural: 'touches', names: { one: 'Touch', many: 'Touches' }, tag, scope: 'touches:write' },
    ...{ view: Touch, toView: toTouch, toStored: toTouchRow, list: listTouches },
    description:
      'A touch is a contact of a partner with somebody who may become a customer. A partner key records touches of its own; a platform key names the partner, or sends `url` and `referrer`, from which it is found.',
  });
  factRoutes(api, recording, {
    ...{ kind: conversionKind, plural: 'conversions', names: { one: 'Conversion', many: 'Conversions' }, tag, scope: 'attribution:write' },
    ...{ view: Conversion, toView: toConversion, list: listConversions },
    description: 'A conversion tells that a subject became a lead, an opportunity or a customer.',
  });
  factRoutes(api, recording, {
    ...{ kind: revenueKind, plural: 'revenue', names: { one: 'Revenue', many: 'RevenueItems' }, tag, scope: 'attribution:write' },
    ...{ view: Revenue, toView: toRevenue, list: listRevenue },
    description: 'Revenue is a sale, a refund, or what becomes of a subscription. Refunds never exceed their sale together.',
  });
  factRoutes(api, recording, {
    ...{ kind: costKind, plural: 'costs', names: { one: 'Cost', many: 'Costs' }, tag, scope: 'attribution:write' },
    ...{ view: Cost, toView: toCost, list: listCosts },
    description: 'A cost is what a partner, or the programme as a whole, costs: commissions, bonuses, discounts.',
  });
}

const toTouchRow = ({ subjectKey, ...row }: NewTouch, recordedAt: Date): TouchRow => ({
  ...row,
  recordedAt,
  subject: subjectKey.slice(0, 24),
});
