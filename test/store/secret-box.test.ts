import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { createSecretBox } from '../../src/store/secret-box.ts';

const [oldKey, newKey] = [randomBytes(32), randomBytes(32)];
const about = ['webhook', 'acme', 'EQUIWATT'];
const secret = 'a secret with ümlauts';

test('a secret comes back as it went in, and is not to be seen in between', () => {
  const box = createSecretBox([oldKey]);
  const sealed = box.seal(secret, about);
  expect(box.open(sealed, about)).toEqual({ secret, outdated: false });
  expect(Buffer.from(sealed).includes(secret)).toBe(false);
});

test('the same secret is never sealed the same way twice', () => {
  const box = createSecretBox([oldKey]);
  const sealed = Array.from({ length: 100 }, () => Buffer.from(box.seal(secret, about)).toString('hex'));
  expect(new Set(sealed).size).toBe(100);
});

test('it opens for what it was sealed for alone', () => {
  const box = createSecretBox([oldKey]);
  const sealed = box.seal(secret, about);
  expect(box.open(sealed, ['webhook', 'other', 'EQUIWATT'])).toBeUndefined();
  expect(box.open(sealed, ['webhook', 'acme'])).toBeUndefined();
});

test('a single flipped bit, a cut or another key keep it shut', () => {
  const box = createSecretBox([oldKey]);
  const sealed = Buffer.from(box.seal(secret, about));
  for (let i = 0; i < sealed.length; i += 1) {
    const flipped = Buffer.from(sealed);
    flipped[i] = (flipped[i] ?? 0) ^ 1;
    expect(box.open(flipped, about)).toBeUndefined();
    expect(box.open(sealed.subarray(0, i), about)).toBeUndefined();
  }
  expect(createSecretBox([newKey]).open(sealed, about)).toBeUndefined();
});

test('while the key is changed, the old one opens and the new one seals', () => {
  const sealed = createSecretBox([oldKey]).seal(secret, about);
  const box = createSecretBox([newKey, oldKey]);
  expect(box.open(sealed, about)).toEqual({ secret, outdated: true });
  const renewed = box.seal(secret, about);
  expect(createSecretBox([newKey]).open(renewed, about)).toEqual({ secret, outdated: false });
});

test('a key of another length is refused', () => {
  expect(() => createSecretBox([randomBytes(16)])).toThrow('keys of 32 bytes');
  expect(() => createSecretBox([])).toThrow('keys of 32 bytes');
});
