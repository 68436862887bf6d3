import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Gateway, keys, startGateway } from './gateway.ts';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.app.stop());

const megabytes = (count: number) => 'x'.repeat(count * 1024 * 1024);
const post = (query: string, size: number, key: string, chunked = false) => {
  const body = JSON.stringify({ query, variables: { a: megabytes(size) } });
  const stream = new Blob([body]).stream();
  return fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': key },
    ...(chunked ? { body: stream, duplex: 'half' } : { body }),
  });
};

describe('a large body', () => {
  it('is taken for a mutation of who may write', async () => {
    expect(await (await post('mutation { write }', 8, keys.full)).json()).toMatchObject({
      data: { write: expect.anything() },
    });
  });

  it.each([
    ['a query', '{ hello }', 2, keys.full, false],
    ['a reader', 'mutation { write }', 2, keys.reader, false],
    ['a body without a length', 'mutation { write }', 2, keys.full, true],
    ['too much of it', 'mutation { write }', 17, keys.full, false],
  ])('is refused: %s', async (_, query, size, key, chunked) => {
    // Who still sends when the refusal comes may find the connection closed instead of reading it.
    const status = await post(query, size, key, chunked).then(
      (answer) => answer.status,
      () => 'cut',
    );
    expect(chunked ? [413, 'cut'] : [413]).toContain(status);
  });

  it('may lack its length while it is small', async () => {
    expect((await post('{ hello }', 0, keys.reader, true)).status).toBe(200);
  });
});
