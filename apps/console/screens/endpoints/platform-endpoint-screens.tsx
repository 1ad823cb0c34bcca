import { Link } from 'wouter';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { ChipsFilter, Filters } from '#apps/console/parts/filters.tsx';
import { List } from '#apps/console/parts/list.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import type { Column } from '#apps/console/parts/table.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { useMay } from '#apps/console/session/session.ts';
import { useList } from '#apps/console/url/use-list.ts';
import { someOf } from '#apps/console/url/use-url-state.ts';
import { EditEndpointScreen } from './edit-endpoint-screen.tsx';
import { EndpointScreen } from './endpoint-screen.tsx';
import { EndpointState, states } from './endpoint-state.tsx';
import { platformEndpoints } from './family.ts';
import { texts } from './messages.ts';
import { AddEndpoint } from './new-endpoint-screen.tsx';

const parameters = { state: someOf(states) };

const columns: readonly Column<Schema<'Endpoint'>>[] = [
  { label: texts.state, cell: (endpoint) => <EndpointState of={endpoint} /> },
  { label: texts.url, cell: ({ id, url }) => <Link href={`/platform-endpoints/${id}`}>{url}</Link> },
  { label: texts.description, cell: ({ description }) => description, isExtra: true },
  { label: texts.types, cell: ({ event_types }) => event_types.join(', ') || texts.allTypes, isExtra: true },
  { label: texts.failing, cell: ({ failing_since }) => failing_since && <Time at={failing_since} /> },
];

/** The URLs of the company itself that hear what Causeway tells its operators. */
export function PlatformEndpointsScreen() {
  const may = useMay();
  const { url, answer } = useList(['endpoints', 'platform'], parameters, (query, signal) =>
    api.GET('/api/v1/platform-endpoints', { params: { query }, signal }),
  );
  return (
    <Page title={texts.platformTitle}>
      {may('platform_endpoints:write') && <Link href="/platform-endpoints/new">{texts.add}</Link>}
      <Filters onClear={url.isFiltered ? url.clear : undefined}>
        <ChipsFilter
          {...{ label: texts.state, options: states, values: url.values.state }}
          textOf={(each) => texts.states[each]}
          onChange={(state) => url.set({ state })}
        />
      </Filters>
      <List
        {...{ caption: texts.platformTitle, columns, answer, url }}
        idOf={({ id }) => id}
        empty={{ title: texts.nothing, text: texts.platformNothingText }}
      />
    </Page>
  );
}

export const PlatformEndpointScreen = ({ id }: { id: string }) => <EndpointScreen {...{ id }} family={platformEndpoints} />;
export const EditPlatformEndpointScreen = ({ id }: { id: string }) => <EditEndpointScreen {...{ id }} family={platformEndpoints} />;
export const NewPlatformEndpointScreen = () => <AddEndpoint family={platformEndpoints} />;
