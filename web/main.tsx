/** GraphiQL over the gateway that serves the page. */

import 'graphiql/setup-workers/vite';
import './styles.css';
import { createGraphiQLFetcher, createLocalStorage, type Fetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import { createRoot } from 'react-dom/client';
import { toEndpoint } from './endpoint.ts';
import { examples } from './examples.ts';
import { readPageConfig } from './page-config.ts';

const config = readPageConfig(document);
const endpoint = toEndpoint(location.href);
const headers = Object.keys(config.headers).length > 0 ? JSON.stringify(config.headers, null, 2) : '';

// The headers tab goes with each request, and into connection_init of each subscription.
const send = createGraphiQLFetcher({
  url: endpoint.http,
  subscriptionUrl: endpoint.webSocket,
  enableIncrementalDelivery: false,
});

// GraphiQL asks for the schema before the headers tab is there to be read.
const fetcher: Fetcher = (params, options) =>
  params.operationName === 'IntrospectionQuery' && !options?.headers
    ? send(params, { ...options, headers: config.headers })
    : send(params, options);

const container = document.getElementById('graphiql');
if (!container) throw new Error('the page has no #graphiql');

createRoot(container).render(
  <GraphiQL
    fetcher={fetcher}
    // Another GraphiQL on the same host and port keeps its own tabs.
    storage={createLocalStorage({ namespace: 'wattgraph' })}
    defaultTabs={examples.map((query) => ({ query, headers }))}
    defaultHeaders={headers}
    // A credential typed by hand is not kept; the demo's key is public.
    shouldPersistHeaders={config.demo}
    defaultEditorToolsVisibility={config.demo ? false : 'headers'}
  >
    <GraphiQL.Logo>
      <a className="wattgraph-logo" href="https://graphql.org/learn/queries/" target="_blank" rel="noreferrer">
        wattgraph
      </a>
    </GraphiQL.Logo>
  </GraphiQL>,
);
