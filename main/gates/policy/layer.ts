import { readFile, rm } from 'node:fs/promises';
import type { PolicyFile } from '../../../core/gates/policy/policy-file.ts';
import type { PolicyProblem } from '../../../core/model/gate.ts';
import { readPolicy } from './read-policy.ts';
import type { PolicyPlace } from './read-policy.ts';
import { replaceFile } from '../../files/replace-file.ts';

/** What a layer's text is now: there is none, it is this, or it could not be had. */
export type Text =
  | { readonly kind: 'none' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'unreadable'; readonly reason: string; readonly next: string };

export type Layer = {
  /** Takes up the text as it is now. A text with a problem changes nothing of what is in force. */
  take(text: Text): Promise<void>;
  policy(): PolicyFile | undefined;
  problems(): readonly PolicyProblem[];
};

/** One policy file. The last text that loaded is kept beside it, so that a mistake does not open the gate at a restart. */
export function createLayer(place: PolicyPlace, lastGood: string): Layer {
  let policy: PolicyFile | undefined;
  let problems: readonly PolicyProblem[] = [];
  let taken: string | undefined;

  async function take(now: Text): Promise<void> {
    const key = JSON.stringify(now);
    if (key === taken) return;
    if (now.kind === 'none') {
      [policy, problems] = [undefined, []];
      await rm(lastGood, { force: true }).catch((error: unknown) => {
        const message = `its last copy could not be removed: ${messageOf(error)}`;
        problems = [{ ...problemAt(place), message, next: `Remove ${lastGood}` }];
      });
    } else if (now.kind === 'text') {
      await takeText(now.text);
    } else {
      problems = [{ ...problemAt(place), message: now.reason, next: now.next }];
      policy ??= await kept();
    }
    taken = key;
  }

  async function takeText(text: string): Promise<void> {
    const read = readPolicy(text, place);
    if (read.ok) {
      [policy, problems] = [read.policy, []];
      await replaceFile(lastGood, text).catch((error: unknown) => {
        const next = 'Check the permissions and the free space; it is in force until the next start';
        problems = [{ ...problemAt(place), message: `no copy of it could be kept: ${messageOf(error)}`, next }];
      });
    } else {
      problems = read.problems;
      policy ??= await kept();
    }
  }

  async function kept(): Promise<PolicyFile | undefined> {
    const text = await readFile(lastGood, 'utf8').catch(() => undefined);
    const read = text === undefined ? undefined : readPolicy(text, place);
    return read?.ok ? read.policy : undefined;
  }

  return { take, policy: () => policy, problems: () => problems };
}

function problemAt({ layer, file }: PolicyPlace): Pick<PolicyProblem, 'layer' | 'file' | 'line' | 'field'> {
  return { layer, file, line: 1, field: '' };
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
