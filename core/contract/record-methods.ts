import { z } from 'zod';
import type { Entry } from '../loop/event.ts';
import { method } from './method.ts';

const page = { after: z.number().int().default(0), limit: z.number().int().min(1).max(5000).default(1000) };

/** What the factory has recorded, and copies of it. */
export const recordMethods = {
  'journal.read': method<readonly Entry[]>()(z.strictObject(page)),
  /** Copies everything the factory remembers to a new folder, while it works on. */
  'backups.make': method<BackupMade>()(z.strictObject({ to: z.string().min(1).max(4096) })),
} as const;

/** Something about the factory itself, such as a journal that was mended. `at`: milliseconds since the epoch. */
export type Notice = { readonly at: number; readonly text: string };

export type BackupMade = {
  readonly folder: string;
  /** The last entry of the journal that it holds. */
  readonly seq: number;
  readonly files: number;
  readonly bytes: number;
};
