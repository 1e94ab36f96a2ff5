import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Harness } from '../harness.ts';
import { HarnessFailure } from '../harness-failure.ts';
import { agentSession } from '../recipe/agent-session.ts';

export type ReplayHarnessOptions = {
  /** Absolute path of the built agent program. */
  readonly agent: string;
  /** What it plays: a file with a script of core/evals/replay. */
  readonly script: string;
};

/**
 * An agent without a model that makes the calls of a recording again, for evals: the gate judges them as they would be
 * judged today. Only a factory that was started for a trial has it.
 */
export function replayHarness({ agent, script }: ReplayHarnessOptions): Harness {
  return {
    id: 'replay',
    title: 'Replay of a recording',
    detect: () => Promise.resolve({ state: 'ready', text: 'Built in' }),
    async start(start) {
      const inputs = { skills: await skillTexts(start.skills) };
      const session = await agentSession({ agent }, start, {
        recipe: await readFile(script, 'utf8'),
        file: script,
        inputs,
      });
      if (!session.ok) throw new HarnessFailure(session.error);
      return session.value;
    },
  };
}

/** All that the agent's skills say, as a program with a model would show it. */
async function skillTexts(folder: string | undefined): Promise<string> {
  if (folder === undefined) return '';
  const names = await readdir(folder).catch(() => []);
  const texts = await Promise.all(
    names.sort().map((name) => readFile(join(folder, name, 'SKILL.md'), 'utf8').catch(() => '')),
  );
  return texts.join('\n\n');
}
