import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

export const opsFolder = path.join(import.meta.dirname, '../../deploy/ops');

interface Rule {
  alert?: string;
  record?: string;
  expr: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
}

interface Dashboard {
  uid: string;
  title: string;
  templating: { list: { name: string; type: string; query: string | { query: string } }[] };
  panels: { id: number; title: string; targets: { expr: string }[] }[];
}

const { groups } = parse(readFileSync(path.join(opsFolder, 'rules.yml'), 'utf8')) as { groups: { rules: Rule[] }[] };
export const rules: Rule[] = groups.flatMap((group) => group.rules);

export const dashboards: Dashboard[] = globSync('grafana/*.json', { cwd: opsFolder })
  .toSorted()
  .map((file) => JSON.parse(readFileSync(path.join(opsFolder, file), 'utf8')) as Dashboard);

/** Every query of the dashboards, as Grafana sends it for these values of the variables. */
export const panelQueries: { panel: string; expr: string }[] = dashboards.flatMap(({ title, panels }) =>
  panels.flatMap((panel) =>
    panel.targets.map(({ expr }) => ({
      panel: `${title} / ${panel.title}`,
      expr: Object.entries({ partner_id: 'ptn_1', connection_id: 'con_a', instance: '.*', __rate_interval: '1m' }).reduce(
        (text, [name, value]) => text.replaceAll(`$${name}`, value),
        expr,
      ),
    })),
  ),
);

const variableQueries = dashboards.flatMap(({ templating }) =>
  templating.list.flatMap(({ query }) => (typeof query === 'string' ? [] : [query.query])),
);

/** The metrics that the rules and the dashboards name. */
export const namedMetrics: string[] = [
  ...new Set(
    [...rules.map(({ expr }) => expr), ...panelQueries.map(({ expr }) => expr), ...variableQueries].flatMap(
      (expr) => expr.match(/\b(?:causeway_|temporal_|nodejs_|process_)\w+/g) ?? [],
    ),
  ),
].toSorted();

/** The sums that they name, which rules record. */
export const namedSums: string[] = [...new Set([...rules, ...panelQueries].flatMap(({ expr }) => expr.match(/\bcauseway:\w+:\w+/g) ?? []))];
