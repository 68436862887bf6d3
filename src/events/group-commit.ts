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
 * @param commit writes all items in one transaction and answers in their order.
 * @param maxItems items in one transaction at most.
 */
export function createGroupCommit<Item, Result>(
  commit: (items: readonly Item[]) => Promise<readonly Result[]>,
  maxItems = 256,
): GroupCommit<Item, Result> {
  const queue: Waiting<Item, Result>[] = [];
  let underWay: Promise<void> = Promise.resolve();
  let running = false;

  const run = async () => {
    running = true;
    while (queue.length > 0) {
      // One turn of the event loop: the requests that came in together are read before the first of them is committed.
      await new Promise<void>((resolve) => setImmediate(resolve));
      underWay = commitGroup(commit, queue.splice(0, maxItems));
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

async function commitGroup<Item, Result>(
  commit: (items: readonly Item[]) => Promise<readonly Result[]>,
  group: readonly Waiting<Item, Result>[],
): Promise<void> {
  try {
    const results = await commit(group.map(({ item }) => item));
    group.forEach(({ resolve, reject }, index) => {
      const result = results[index];
      if (result === undefined) reject(new Error(`the commit of ${group.length} items gave ${results.length} results`));
      else resolve(result);
    });
  } catch (error) {
    for (const { reject } of group) reject(error);
  }
}
