// From a prompt to the first word of the answer: through our port, and from the bare program, with the same scripted model.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { HarnessEvent } from '../../../core/model/harness-event.ts';
import { claudeHarness } from '../../../main/harness/claude/index.ts';
import type { Harness } from '../../../main/harness/harness.ts';
import { cleanEnvironment } from '../../../main/process/environment.ts';
import { openWorld } from '../../harness-matrix/world.ts';
import { median } from './measure.ts';

/** Median milliseconds. `fresh`: the program has to start, ours with its gate proven; `again`: it is up already. */
export type FirstEvent = { readonly fresh: number; readonly again: number };

const scenarios = { text: Array.from({ length: 50 }, () => ({ say: 'Here I am.' })) };

/** The two take turns in everything, so that a slow moment of the machine hits both. */
export async function compareFirstEvents(
  program: string,
  { starts, prompts }: { readonly starts: number; readonly prompts: number },
): Promise<{ readonly ours: FirstEvent; readonly bare: FirstEvent }> {
  const ours: Times = { fresh: [], again: [] };
  const bare: Times = { fresh: [], again: [] };
  let onText: () => void = () => undefined;
  const harness: Harness = {
    ...{ ...claudeHarness(), id: 'claude-heard' },
    start: (options) => {
      const onEvent = (event: HarnessEvent) => {
        if (event.type === 'text') onText();
      };
      const accountEnv = { ANTHROPIC_API_KEY: 'dummy', ANTHROPIC_BASE_URL: world.model.url };
      return claudeHarness({ accountEnv }).start({ ...options, callbacks: { ...options.callbacks, onEvent } });
    },
  };
  const world = await openWorld(harness, scenarios);
  try {
    for (let start = 0; start < starts; start += 1) {
      await world.reset();
      const naked = bareSession(program, world.model.url);
      for (let prompt = 0; prompt <= prompts; prompt += 1) {
        const kind = prompt === 0 ? 'fresh' : 'again';
        const turns = [
          async () =>
            ours[kind].push(
              await toFirst((heard) => {
                onText = heard;
                return world.prompt('text');
              }),
            ),
          async () => bare[kind].push(await toFirst(naked.prompt)),
        ];
        for (const turn of prompt % 2 === 0 ? turns : turns.toReversed()) await turn();
      }
      naked.end();
    }
  } finally {
    await world.close();
  }
  const medians = ({ fresh, again }: Times) => ({ fresh: median(fresh), again: median(again) });
  return { ours: medians(ours), bare: medians(bare) };
}

type Times = Record<keyof FirstEvent, number[]>;

/** Until the first word; resolves when the turn is over. */
async function toFirst(turn: (heard: () => void) => Promise<unknown>): Promise<number> {
  const began = performance.now();
  let first = Number.NaN;
  await turn(() => {
    if (Number.isNaN(first)) first = performance.now() - began;
  });
  return first;
}

type Line = { readonly type: string; readonly event?: { readonly type: string } };

/** The program with no more than it takes to talk to it; it starts at the first prompt. */
function bareSession(program: string, url: string) {
  const folder = mkdtempSync(join(tmpdir(), 'teatree-bench-'));
  const model = { ANTHROPIC_BASE_URL: url, ANTHROPIC_API_KEY: 'dummy' };
  const quiet = { CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1', DISABLE_AUTOUPDATER: '1' };
  const env = cleanEnvironment({ HOME: folder, TMPDIR: folder, CLAUDE_CONFIG_DIR: folder, ...model, ...quiet });
  const speech = ['--output-format', 'stream-json', '--input-format', 'stream-json', '--include-partial-messages'];
  let onLine: (line: Line) => void = () => undefined;
  let child: ReturnType<typeof startProgram> | undefined;

  function startProgram() {
    const started = spawn(program, ['-p', '--verbose', ...speech], {
      ...{ cwd: folder, env },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    createInterface({ input: started.stdout }).on('line', (line) => onLine(JSON.parse(line) as Line));
    started.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    return started;
  }

  return {
    prompt: (heard: () => void) =>
      new Promise<void>((resolve) => {
        onLine = ({ type, event }) => {
          if (event?.type === 'content_block_delta') heard();
          if (type === 'result') resolve();
        };
        child ??= startProgram();
        const content = [{ type: 'text', text: 'Please do [[scenario:text]]' }];
        const message = { type: 'user', message: { role: 'user', content }, parent_tool_use_id: null, session_id: '' };
        child.stdin.write(`${JSON.stringify(message)}\n`);
      }),
    end: () => void child?.kill(),
  };
}
