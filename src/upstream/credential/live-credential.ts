/** Several keys of one account: the one that works is remembered, the next is tried when the vendor refuses it. */
export class LiveCredential {
  readonly #credentials: readonly string[];
  readonly #onRefused: () => void;
  #live = 0;
  #refused = false;

  /** At least one, in order of preference. */
  constructor(credentials: readonly string[], onRefused: () => void = () => undefined) {
    if (credentials.length === 0) throw new Error('a vendor connection needs a credential');
    this.#credentials = credentials;
    this.#onRefused = onRefused;
  }

  get index(): number {
    return this.#live;
  }

  /** Those to try for one call, the one that last worked first. */
  inOrder(): readonly number[] {
    return this.#credentials.map((_, i) => (this.#live + i) % this.#credentials.length);
  }

  secret(index: number): string {
    return this.#credentials[index] ?? '';
  }

  works(index: number): void {
    this.#live = index;
    this.#refused = false;
  }

  /** The vendor has refused the last of them. */
  refuse(): void {
    this.#refused = true;
    this.#onRefused();
  }

  /** Whether none of them has worked since. */
  get isRefused(): boolean {
    return this.#refused;
  }
}
