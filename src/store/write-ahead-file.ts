/**
 * The file beside an SQLite database that a commit is written to. SQLite's own sync of it holds up the whole process;
 * this one is waited for while others get their turn.
 */

import { type FileHandle, open } from 'node:fs/promises';

export interface WriteAheadFile {
  /** Resolves when all that was committed before is on the disk. */
  sync(): Promise<void>;
  /** @throws the disk's error, once a sync has failed: what it holds since is unknown until the database is opened anew */
  assertSound(): void;
  /** After a sync under way. */
  close(): Promise<void>;
}

/** @param databasePath of a database that is open in WAL mode, which keeps the file in its place */
export function openWriteAheadFile(databasePath: string): WriteAheadFile {
  let opening: Promise<FileHandle> | undefined;
  let syncing: Promise<void> = Promise.resolve();
  let failed: unknown;

  const syncNow = async () => {
    try {
      // Windows syncs only what may be written.
      opening ??= open(`${databasePath}-wal`, 'r+');
      await (await opening).datasync();
    } catch (error) {
      failed = error;
      throw error;
    }
  };

  return {
    sync: () => {
      syncing = syncNow();
      return syncing;
    },
    assertSound: () => {
      if (failed !== undefined) throw failed;
    },
    close: async () => {
      await syncing.catch(() => {});
      const file = await opening?.catch(() => undefined);
      await file?.close();
    },
  };
}
