// A whole factory in this process, with the sample's repos and one thread for each run of the fleet.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Call } from '../../../core/contract.ts';
import type { Thread } from '../../../core/model/thread.ts';
import type { Result } from '../../../core/result.ts';
import { standing } from '../../../core/views/board.ts';
import { composeFactory } from '../../../main/compose.ts';
import { hostFactory } from '../../../main/ipc/host-factory.ts';
import { makeSample } from '../../../main/sample/make-sample.ts';

const patienceMs = 15 * 60_000;
const bench = { id: 'bench', via: 'cli' } as const;

export type Fleet = Awaited<ReturnType<typeof openFleet>>;

export async function openFleet(folder: string, runs: number) {
  const sample = must(await makeSample(join(folder, 'sample')));
  const home = join(folder, 'data');
  mkdirSync(home);
  const programs = join(process.cwd(), 'out', 'main');
  const onWarning = (text: string) => console.error(text);
  // As the app hosts it, so that programs are started by the spawner.
  const host = must(
    await hostFactory({
      ...{ home, programs, onWarning, kind: 'headless', listen: true, watched: false },
      compose: () => composeFactory({ dataFolder: home, version: 'bench', programs, onWarning }),
    }),
  );
  const { factory } = host;
  const call = (async (name, input) => factory.router.handle(bench, name, input)) as Call;
  await factory.orchestrator.start();
  const repos = await Promise.all(
    sample.repos.map(async ({ clone, name }) => ({ name, id: must(await call('repos.add', { path: clone })).id })),
  );
  const textkit = repos.find(({ name }) => name === 'textkit');
  if (!textkit) throw new Error('The sample has no textkit');
  must(await call('settings.update', { patch: { wipLimit: runs } }));
  const threads = () => [...factory.orchestrator.state.threads.values()];
  return {
    repos: repos.length,
    threads,
    ready: () => threads().filter((thread) => standing(thread, undefined).column === 'in-review').length,
    /** As a window does. */
    listen: (listener: (push: object) => void) => factory.router.subscribe(bench, listener),
    /** Every other repo of the sample needs textkit beside it. */
    async begin(): Promise<void> {
      for (let run = 0; run < runs; run += 1) {
        const { id, name } = repos[run % repos.length] ?? textkit;
        const both = id === textkit.id ? [id] : [textkit.id, id];
        must(
          await call('threads.create', { goal: `Tell of tea. [[scenario:${name}]]`, repos: both, harness: 'claude' }),
        );
      }
    },
    untilReady: () => untilReady(threads),
    stop: () => host.close(),
  };
}

/** Resolves when nothing goes on by itself any more, to the most runs whose agents were at work at once. */
async function untilReady(threads: () => readonly Thread[]): Promise<number> {
  const end = performance.now() + patienceMs;
  let most = 0;
  while (performance.now() < end) {
    const working = threads().filter(({ runs }) => runs.some(({ state }) => state.kind === 'working')).length;
    most = Math.max(most, working);
    const stands = threads().map((thread) => standing(thread, undefined));
    const stuck = stands.filter(({ column }) => column === 'needs-you');
    const ready = stands.filter(({ column }) => column === 'in-review');
    if (stuck.length + ready.length === stands.length) {
      for (const each of stuck) console.error(JSON.stringify(each));
      return most;
    }
    await pause(200);
  }
  return most;
}

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}
