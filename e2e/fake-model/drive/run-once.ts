import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Arrangement, Place } from './arrangements.ts';
import { start } from './start.ts';

export type Once = { readonly said: string; readonly made: string | undefined };

/** Runs a program headless, to its end, on one prompt; tells what it printed and what is in `made.txt`. */
export async function runOnce(arrange: (place: Place) => Arrangement, url: string, prompt: string): Promise<Once> {
  const started = start(arrange, url);
  try {
    started.child.stdin.end(prompt);
    const said = await text(started.child.stdout);
    const made = join(started.cwd, 'made.txt');
    return { said: said + started.complaints(), made: existsSync(made) ? readFileSync(made, 'utf8') : undefined };
  } finally {
    await started.end();
  }
}
