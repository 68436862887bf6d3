import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startGateway } from './gateway.ts';

const folder = mkdtempSync(join(tmpdir(), 'wattgraph-page-'));
mkdirSync(join(folder, 'assets'));
writeFileSync(
  join(folder, 'index.html'),
  '<!doctype html><!--wattgraph-config--><script src="graphiql/assets/a.js"></script>',
);
writeFileSync(join(folder, 'assets', 'a.js'), 'let a');
writeFileSync(join(folder, 'assets', 'secret.key'), 'hunter2');

const browse = (url: string) =>
  fetch(`${url}/graphql`, { headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } });

describe('GraphiQL', () => {
  it('is served to browsers without a credential, under a policy that lets only our own scripts run', async () => {
    const { app, url } = await startGateway({}, { graphiqlFolder: folder });
    const response = await browse(url);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('text/html');
    const policy = response.headers.get('content-security-policy');
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(await response.text()).toContain(
      '<script type="application/json" id="wattgraph-config">{"headers":{},"demo":false}',
    );
    await app.stop();
  });

  it('has the key filled in in the demo only', async () => {
    const { app, url } = await startGateway({}, { graphiqlFolder: folder, demoApiKey: 'demo</script>' });
    expect(await (await browse(url)).text()).toContain('{"headers":{"x-api-key":"demo\\u003c/script>"},"demo":true}');
    await app.stop();
  });

  it('has its assets beside it, and nothing but these', async () => {
    const { app, url } = await startGateway({}, { graphiqlFolder: folder });
    const asset = await fetch(`${url}/graphiql/assets/a.js`);
    expect([asset.status, asset.headers.get('content-type'), await asset.text()]).toEqual([
      ...[200, 'text/javascript; charset=utf-8', 'let a'],
    ]);
    expect(asset.headers.get('cache-control')).toContain('immutable');
    for (const path of [
      'nothing.js',
      'assets/secret.key',
      '..%2f..%2fpackage.json',
      'assets/..%2findex.html',
      'index.html',
    ]) {
      expect((await fetch(`${url}/graphiql/${path}`)).status).toBe(404);
    }
    await app.stop();
  });

  it('is not there when switched off', async () => {
    const { app, url } = await startGateway({ graphiql: false }, { graphiqlFolder: folder });
    expect((await browse(url)).status).toBe(404);
    expect((await fetch(`${url}/graphiql/assets/a.js`)).status).toBe(404);
    await app.stop();
  });

  it('says how to build it where it is not built', async () => {
    const { app, url } = await startGateway({}, { graphiqlFolder: join(folder, 'nothing') });
    const response = await browse(url);
    expect([response.status, await response.text()]).toEqual([503, expect.stringContaining('npm run web')]);
    await app.stop();
  });
});
