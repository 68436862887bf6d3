/** What the gateway writes into the page in place of `<!--wattgraph-config-->`. */
export interface PageConfig {
  /** Headers to fill in; the demo's public key and nothing else. */
  readonly headers: Readonly<Record<string, string>>;
  /** The sandbox answers: its key is public, so it may be kept between visits. */
  readonly demo: boolean;
}

/** The part of a document that the config is read from. */
interface Page {
  getElementById(id: string): { readonly textContent: string | null } | null;
}

/** The config of the page; without one, as in production, no headers. */
export function readPageConfig(page: Page): PageConfig {
  const text = page.getElementById('wattgraph-config')?.textContent;
  if (!text) return { headers: {}, demo: false };
  const config: Partial<PageConfig> = JSON.parse(text);
  return { headers: config.headers ?? {}, demo: config.demo ?? false };
}
