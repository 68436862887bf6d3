/** Lets concurrent writers share one transaction: whoever arrives while a commit is under way goes with the next. */

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

export interface GroupCommit<Item, Result> {
  /** Resolves when the item's transaction is committed, never before; rejects when it was not. */
  write(item: Item): Promise<Result>;
  /** Resolves when the commit under way, if any, has ended. */
  settled(): Promise<void>;
}

/**
 * @param commit writes the items it takes in one transaction, and answers in their order. It takes them once, when the
 * transaction has begun: who comes until then goes with it.
 * @param maxItems items in one transaction at most.
 */
export function createGroupCommit<Item, Result>(
  commit: (take: () => readonly Item[]) => Promise<readonly Result[]>,
  maxItems = 256,
): GroupCommit<Item, Result> {
  const queue: Waiting<Item, Result>[] = [];
  let underWay: Promise<void> = Promise.resolve();
  let running = false;

  const commitOnce = async () => {
    let group: readonly Waiting<Item, Result>[] | undefined;
    const takeGroup = () => {
      group ??= queue.splice(0, maxItems);
      return group;
    };
    try {
      const results = await commit(() => takeGroup().map(({ item }) => item));
      settle(takeGroup(), results);
    } catch (error) {
      for (const { reject } of takeGroup()) reject(error);
    }
  };

  const run = async () => {
    running = true;
    while (queue.length > 0) {
      underWay = commitOnce();
      await underWay;
    }
    running = false;
  };

  return {
    write: (item) =>
      new Promise((resolve, reject) => {
        queue.push({ item, resolve, reject });
        if (!running) void run();
      }),
    settled: () => underWay,
  };
}

function settle<Item, Result>(group: readonly Waiting<Item, Result>[], results: readonly Result[]): void {
  for (const [i, { resolve, reject }] of group.entries()) {
    const result = results[i];
    if (result === undefined) reject(new Error(`the commit of ${group.length} items gave ${results.length} results`));
    else resolve(result);
  }
}
