import { describe, expect, it } from 'vitest';
import { createGroupCommit } from '../../src/events/group-commit.ts';

/** A commit that the test ends. */
function createCommits() {
  const groups: (readonly number[])[] = [];
  const endings: PromiseWithResolvers<readonly string[]>[] = [];
  const commit = async (take: () => readonly number[]) => {
    // As a transaction does, it takes a turn to begin.
    await new Promise((resolve) => setImmediate(resolve));
    groups.push(take());
    const ending = Promise.withResolvers<readonly string[]>();
    endings.push(ending);
    return ending.promise;
  };
  const begun = (count: number) => expect.poll(() => groups.length).toBe(count);
  const end = (n: number) => endings[n]?.resolve((groups[n] ?? []).map((item) => `wrote ${item}`));
  return { groups, endings, commit, begun, end };
}

describe('a group commit', () => {
  it('takes along with the next commit all who come during one, and answers none before its own is over', async () => {
    const { groups, commit, begun, end } = createCommits();
    const writer = createGroupCommit(commit);
    const answered: string[] = [];
    const write = (item: number) => void writer.write(item).then((answer) => answered.push(answer));
    write(1);
    await begun(1);
    for (const item of [2, 3, 4]) write(item);
    expect([groups, answered]).toEqual([[[1]], []]);
    end(0);
    await begun(2);
    expect([groups, answered]).toEqual([[[1], [2, 3, 4]], ['wrote 1']]);
    end(1);
    await expect.poll(() => answered).toEqual(['wrote 1', 'wrote 2', 'wrote 3', 'wrote 4']);
  });

  it('takes along also those who come while its transaction begins', async () => {
    const begun = Promise.withResolvers<void>();
    const groups: (readonly number[])[] = [];
    const writer = createGroupCommit(async (take: () => readonly number[]) => {
      await begun.promise;
      const items = take();
      groups.push(items);
      return items;
    });
    const writes = [writer.write(1)];
    await new Promise((resolve) => setImmediate(resolve));
    writes.push(writer.write(2));
    begun.resolve();
    expect([await Promise.all(writes), groups]).toEqual([[1, 2], [[1, 2]]]);
  });

  it('fails those who wait for a transaction that cannot begin, and tries anew for who comes then', async () => {
    let isDown = true;
    const writer = createGroupCommit(async (take: () => readonly number[]) => {
      if (isDown) throw new Error('the store is down');
      return take();
    });
    await expect(writer.write(1)).rejects.toThrow('the store is down');
    isDown = false;
    expect(await writer.write(2)).toBe(2);
  });

  it('takes no more at once than it may', async () => {
    const { groups, commit, begun, end } = createCommits();
    const writer = createGroupCommit(commit, 2);
    const writes = [1, 2, 3, 4, 5].map((item) => writer.write(item));
    for (const n of [0, 1, 2]) {
      await begun(n + 1);
      end(n);
    }
    await Promise.all(writes);
    expect(groups).toEqual([[1, 2], [3, 4], [5]]);
  });

  it('fails those of a commit that failed, and no other', async () => {
    const { endings, commit, begun, end } = createCommits();
    const writer = createGroupCommit(commit);
    const failing = Promise.allSettled([writer.write(1), writer.write(2)]);
    await begun(1);
    const next = writer.write(3);
    endings[0]?.reject(new Error('the disk is full'));
    expect((await failing).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await begun(2);
    end(1);
    expect(await next).toBe('wrote 3');
  });
});
