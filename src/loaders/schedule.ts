/**
 * When a batch is sent. DataLoader's own rule (once the promise queue is empty) splits batches here: the keys of one level
 * of a query become known over several turns of the event loop, since some fields wait for a cache or another batch and
 * their siblings don't. Two turns of setImmediate let all that needs no network settle; a vendor call costs far more.
 */
export function scheduleBatch(send: () => void): void {
  setImmediate(() => setImmediate(send));
}
