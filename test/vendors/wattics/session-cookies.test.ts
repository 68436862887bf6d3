import { expect, test } from 'vitest';
import { createSessionCookies } from '../../../src/vendors/wattics/session-cookies.ts';
import { createFakeClock } from '../../support/fake-clock.ts';

const start = () => {
  const cookies = createSessionCookies(createFakeClock(Date.UTC(2026, 0, 1)));
  const set = (...texts: string[]) =>
    cookies.learn({ status: 200, body: undefined, headers: { 'set-cookie': texts.length === 1 ? texts[0] : texts } });
  return { cookies, set };
};

test('sends back what the host has set, newest values, without attributes', () => {
  const { cookies, set } = start();
  expect(cookies.toHeaders()).toEqual({});
  set('JSESSIONID=a1; Path=/measurements; HttpOnly', 'route=x');
  set('JSESSIONID=b2');
  cookies.learn({ status: 200, body: undefined, headers: {} });
  expect(cookies.toHeaders()).toEqual({ cookie: 'route=x; JSESSIONID=b2' });
});

test('forgets what the host takes back', () => {
  const { cookies, set } = start();
  set('a=1', 'b=2', 'c=3');
  set('a=; Max-Age=0', 'b=; Expires=Thu, 01 Jan 1970 00:00:00 GMT', 'c=4; Expires=Fri, 01 Jan 2027 00:00:00 GMT');
  expect(cookies.toHeaders()).toEqual({ cookie: 'c=4' });
});

test('lets nothing through that would break out of the header, or fill the memory', () => {
  const { cookies, set } = start();
  set('a=1\r\nx-evil: 1', 'no cookie', `long=${'x'.repeat(5_000)}`);
  set(...Array.from({ length: 50 }, (_, i) => `c${i}=${i}`));
  const sent = cookies.toHeaders().cookie ?? '';
  expect(sent).not.toMatch(/[\r\n]/);
  expect(sent.split('; ')).toHaveLength(20);
});
