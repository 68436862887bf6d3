/** What a subscription's stream gives, beside the value of its field. */
export interface SubscriptionPayload {
  /** What made it. All who ask the same may be given the one answer to it; absent = this is nobody else's. */
  readonly occasion?: object;
  /** `seq` to resume after, once the answer was sent; absent = it has no place in the log. */
  readonly place?: number;
}
