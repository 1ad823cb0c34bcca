import { expect, test } from 'vitest';
import { readTemporalMetrics, toOpenMetrics } from '#apps/metrics/temporal-metrics.ts';

const text = `# HELP temporal_request_total requests
# TYPE temporal_request_total counter
temporal_request_total{operation="Poll"} 3

# HELP temporal_num_pollers pollers
# TYPE temporal_num_pollers gauge
temporal_num_pollers{poller_type="workflow_task"} 5
# a comment
# HELP temporal_total_things an odd gauge
# TYPE temporal_total_things gauge
temporal_total_things 1
# HELP temporal_x_total a gauge with the name of a counter
# TYPE temporal_x_total gauge
temporal_x_total 1
`;

test('the text of the SDK becomes OpenMetrics', () => {
  expect(toOpenMetrics(text)).toBe(`# HELP temporal_request requests
# TYPE temporal_request counter
temporal_request_total{operation="Poll"} 3
# HELP temporal_num_pollers pollers
# TYPE temporal_num_pollers gauge
temporal_num_pollers{poller_type="workflow_task"} 5
# HELP temporal_total_things an odd gauge
# TYPE temporal_total_things gauge
temporal_total_things 1
# HELP temporal_x_total a gauge with the name of a counter
# TYPE temporal_x_total gauge
temporal_x_total 1
`);
});

test('an SDK that does not answer costs only its own series', async () => {
  expect(await readTemporalMetrics('127.0.0.1:1')).toBe('');
});
