/** The API is where the page is, whatever prefix a proxy puts before it. */
export interface Endpoint {
  readonly http: string;
  readonly webSocket: string;
}

export function toEndpoint(pageUrl: string): Endpoint {
  const http = new URL(pageUrl);
  http.search = '';
  http.hash = '';
  const webSocket = new URL(http);
  webSocket.protocol = http.protocol === 'https:' ? 'wss:' : 'ws:';
  return { http: http.href, webSocket: webSocket.href };
}
