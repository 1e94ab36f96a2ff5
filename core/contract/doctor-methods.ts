import { z } from 'zod';
import { method } from './method.ts';

/** The doctor looks whether everything holds that the factory rests on, and mends what can be mended. */
export const doctorMethods = {
  'app.doctor': method<readonly Finding[]>()(z.strictObject({})),
  /** Looks again, and mends this one if it is still so. It destroys nothing: what goes lies in the trash for 7 days. */
  'app.repair': method<Repaired>()(z.strictObject({ finding: z.string().min(1).max(1000) })),
} as const;

/** One line of `teatree doctor`. What does not hold says what can be done: a repair, a next step, or both. */
export type Finding = {
  /** Names it to a repair; the same at each look. */
  readonly id: string;
  readonly name: string;
  readonly text: string;
} & (Sound | Remedied);

type Sound = { readonly state: 'ok'; readonly next?: string | undefined; readonly repair?: undefined };

/** `repair`: what one click does about it, as a button says it. `next`: what the person can do. */
type Remedied = { readonly state: 'warning' | 'error' | 'unknown' } & (
  | { readonly next: string; readonly repair?: string | undefined }
  | { readonly next?: string | undefined; readonly repair: string }
);

/** `text`: what was done, for people. */
export type Repaired = { readonly text: string };
