import { z } from 'zod';
import { exportFormats } from '../views/history/export.ts';
import { HistoryFilter } from '../views/history/filter.ts';
import { method } from './method.ts';

/** The decisions of the past. */
export const historyMethods = {
  /** Writes those that are looked for into a file that the person names in a dialog. */
  'asks.export': method<Exported>()(z.strictObject({ filter: HistoryFilter, format: z.enum(exportFormats) })),
} as const;

/** `file` is undefined where the person named none. */
export type Exported = { readonly rows: number; readonly file: string | undefined };
