import { mkdir, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Push } from '../../../core/contract.ts';
import { parseJson } from '../../../core/parse-json.ts';
import type { Settings } from '../../../core/settings.ts';
import { fail, ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import { sweepPlaces } from '../../evals/trial/place.ts';
import type { TrialPlace } from '../../evals/trial/place.ts';
import type { TrialFactory, TrialLab } from '../../evals/trial/trial-factory.ts';
import { allHarnesses } from '../../harness/registry.ts';
import { connectSocket } from '../../ipc/socket/client.ts';
import { createBackstop } from '../../orchestrator/surroundings/backstop.ts';
import { watchMachine } from '../../orchestrator/surroundings/machine.ts';
import { cleanEnvironment } from '../../process/environment.ts';
import { startProcess } from '../../process/start-process.ts';
import type { RunningProcess } from '../../process/start-process.ts';
import { homeFolder } from '../../store/home-folder.ts';
import { placeOf } from '../../workspace/place.ts';
import { judgeSeat } from './judge-seat.ts';
import { personSettings } from './person-settings.ts';

const Ready = z.object({ ready: z.literal(true), socket: z.string() });
const readyMs = 60_000;
const endMs = 10_000;
const lookMs = 500;

export type LabOptions = {
  /** The folder of the built programs. */
  readonly programs: string;
  /** Who judges where a scenario names nobody. */
  readonly judge?: string | undefined;
  /** Whether no trial may begin for now, whatever the machine says. */
  readonly waits?: (() => boolean) | undefined;
};

/** Opens factories for trials: the same program as `teatree serve`, each with a home, a data folder and a PATH of its own. */
export async function trialLab({ programs, judge, waits }: LabOptions): Promise<TrialLab & { stop(): void }> {
  await sweepPlaces(Date.now());
  const dataFolder = homeFolder();
  const { agents, containment } = await personSettings(dataFolder);
  const modelUrl = process.env['TEATREE_MODEL_URL'];
  const harnesses = allHarnesses({ recipeAgent: join(programs, 'recipe-agent.js'), agents, modelUrl });
  const backstop = createBackstop({ setting: () => containment, onWarning: () => undefined });
  const machine = watchMachine({ allowance: () => ({ wipLimit: 8, freeMemoryGb: 1 }) });
  let open = 0;
  return {
    async open(place, script) {
      machine.carry((open += 1));
      await writeSettings(place, { agents });
      const factory = await openFactory(programs, place, script);
      const leave = () => machine.carry((open -= 1));
      if (!factory.ok) leave();
      return factory.ok ? ok({ ...factory.value, close: () => factory.value.close().finally(leave) }) : factory;
    },
    scratchOf: ({ data }, thread) => placeOf(data, thread).scratch,
    async admitted(signal) {
      for (;;) {
        const { hold } = machine.admission();
        const held = waits?.() === true || (hold !== undefined && (open > 0 || hold.strict));
        if (signal.aborted || !held) return;
        await sleep(lookMs);
      }
    },
    judge: judgeSeat({ dataFolder, pipe: join(programs, 'seat-pipe.js'), backstop, harnesses, chosen: judge }),
    stop: machine.stop,
  };
}

/** Agents that the person added can be tried like the known ones. */
async function writeSettings({ data }: TrialPlace, settings: Pick<Settings, 'agents'>): Promise<void> {
  await mkdir(data, { recursive: true, mode: 0o700 });
  await writeFile(join(data, 'settings.json'), JSON.stringify(settings), { mode: 0o600 });
}

async function openFactory(
  programs: string,
  place: TrialPlace,
  script: string | undefined,
): Promise<Result<TrialFactory>> {
  let heard: (line: string) => void = () => undefined;
  const first = new Promise<string>((resolve) => (heard = resolve));
  const complaints: string[] = [];
  const started = await startProcess({
    ...{ file: process.execPath, args: [join(programs, 'cli.js'), 'serve', '--attended', '--json'], cwd: place.home },
    env: environmentOf(place, script),
    onLine: ({ text }, stream) => void (stream === 'stdout' ? heard(text) : complaints.push(text)),
  });
  if (!started.ok) return started;
  const server = started.value;
  const line = await Promise.race([first, server.exit.then(() => ''), sleep(readyMs, '', { ref: false })]);
  const ready = Ready.safeParse(parseJson(line)).data;
  const client = ready && (await connectSocket(ready.socket, place.data));
  if (!client?.ok) {
    await server.kill();
    const said = complaints.slice(-3).join(' ');
    return fail({ code: 'trial-not-opened', message: `The factory of the trial did not start: ${said}` });
  }
  const { call, subscribe, closed, close } = client.value;
  return ok({
    call,
    async onEntries(listener) {
      await subscribe((push: Push) => (push.kind === 'entries' ? listener(push.entries) : undefined));
    },
    lost: closed,
    async close() {
      close();
      await endInOrder(server);
    },
  });
}

/** The processes of a run are groups of their own, which only their factory knows: it is asked first. */
async function endInOrder(server: RunningProcess): Promise<void> {
  server.closeInput();
  await Promise.race([server.exit, sleep(endMs, undefined, { ref: false })]);
  await server.kill();
}

/** What names an account, so that agents can sign in; nothing else of the person's is there. */
const accounts = [
  ...['ANTHROPIC_API_KEY', 'ANTHROPIC_BASE_URL', 'CLAUDE_CODE_OAUTH_TOKEN', 'TEATREE_MODEL_URL'],
  ...['OPENAI_API_KEY', 'GEMINI_API_KEY', 'TEATREE_HARNESSES'],
];

function environmentOf(place: TrialPlace, script: string | undefined): Readonly<Record<string, string>> {
  const own = accounts.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const person = homedir();
  const at = (...names: readonly string[]) => join(place.home, ...names);
  return cleanEnvironment({
    ...Object.fromEntries(own),
    ...{ HOME: place.home, TEATREE_HOME: place.data, TEATREE_SKILLS: place.skills, TEATREE_PERSON: person },
    ...{ XDG_CONFIG_HOME: at('.config'), XDG_DATA_HOME: at('.local', 'share'), XDG_STATE_HOME: at('.local', 'state') },
    // Installed agents lie there, and nothing that tells an agent what to do.
    XDG_CACHE_HOME: process.env['XDG_CACHE_HOME'] ?? join(person, '.cache'),
    CLAUDE_CONFIG_DIR: process.env['CLAUDE_CONFIG_DIR'] ?? join(person, '.claude'),
    PATH: [place.bin, process.env['PATH'] ?? '/usr/bin:/bin'].join(delimiter),
    ELECTRON_RUN_AS_NODE: '1',
    ...(script !== undefined && { TEATREE_REPLAY: script }),
  });
}
