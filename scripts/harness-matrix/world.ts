import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PermissionAnswer } from '../../core/gates/verdict.ts';
import type { ToolCall } from '../../core/model/action.ts';
import type { HarnessEvent } from '../../core/model/harness-event.ts';
import { Instruction } from '../../core/model/instruction.ts';
import { startFakeModel, type FakeModel } from '../../e2e/fake-model/fake-model.ts';
import type { Scenario } from '../../e2e/fake-model/scenario.ts';
import { claudeHarness } from '../../main/harness/claude/index.ts';
import { allHarnesses, findHarness } from '../../main/harness/registry.ts';
import type { Harness, HarnessCallbacks, HarnessSession, TurnEnd } from '../../main/harness/harness.ts';
import { cleanEnvironment } from '../../main/process/environment.ts';
import { findByMarker } from '../../main/process/kill-tree.ts';

/** One harness in a workspace of its own, behind a gate that answers as a trial wants it, with the scripted model. */
export type World = {
  readonly model: FakeModel;
  readonly events: readonly HarnessEvent[];
  readonly calls: readonly ToolCall[];
  readonly canaries: readonly ToolCall[];
  /** What the gate says to every call but the canary. */
  permission: HarnessCallbacks['permission'];
  /** The living session, or a new one. */
  readonly session: () => Promise<HarnessSession>;
  /** Takes up a session whose process is gone. */
  readonly resume: (id: string) => Promise<HarnessSession>;
  readonly prompt: (scenario: string) => Promise<TurnEnd>;
  /** A file where the agent works: the workspace or its only repo. */
  readonly read: (file: string) => string | undefined;
  /** Living processes that belong to the run. */
  readonly living: () => Promise<number>;
  /** Ends the session, for whatever comes next. One that begins only after its trial was given up ends with `close`. */
  readonly reset: () => Promise<void>;
  readonly close: () => Promise<void>;
};

const ALLOW: PermissionAnswer = { kind: 'allow' };
const DENY: PermissionAnswer = { kind: 'deny', message: 'Denied: the canary' };
const CANARY = 'teatree-canary matrix';

export async function openWorld(harness: Harness, scenarios: Readonly<Record<string, Scenario>>): Promise<World> {
  const { root, workspace, home, state, scratch, repo } = makeFolders();
  const model = await startFakeModel({ scenarios });
  const runs: string[] = [];
  const events: HarnessEvent[] = [];
  const calls: ToolCall[] = [];
  const canaries: ToolCall[] = [];
  let living: HarnessSession | undefined;
  let said = 0;
  const start = async (session: string | undefined) => {
    const run = `run_matrix${process.pid}${harness.id.replace(/\W/g, '')}x${runs.length}`;
    runs.push(run);
    living = await pointedAt(model.url, harness).start({
      ...{ run, workspace, state, session, canary: CANARY, containment: undefined },
      repos: [{ name: 'app', path: repo }],
      config: {},
      // Codex makes no helper programs in a home below TMPDIR.
      env: cleanEnvironment({ HOME: home, TMPDIR: scratch }),
      callbacks: {
        onEvent: (event) => void events.push(event),
        permission: async (call, can) => {
          const isCanary = JSON.stringify(call.input).includes(CANARY);
          (isCanary ? canaries : calls).push(call);
          return isCanary ? DENY : world.permission(call, can);
        },
        question: ({ options: [first = ''] }) => Promise.resolve(first),
      },
    });
    return living;
  };
  const reset = async () => {
    await living?.kill();
    living = undefined;
  };
  const world: World = {
    ...{ model, events, calls, canaries, reset },
    permission: async () => ALLOW,
    session: async () => living ?? start(undefined),
    resume: (id) => start(id),
    prompt: async (scenario) => {
      const session = await world.session();
      said += 1;
      return session.prompt(
        Instruction.parse({ id: `ins_${said}`, kind: 'goal', text: `Please do [[scenario:${scenario}]]` }),
      );
    },
    read: (file) => {
      const path = [workspace, repo].map((folder) => join(folder, file)).find((one) => existsSync(one));
      return path && readFileSync(path, 'utf8');
    },
    living: async () => (await processesOf(runs)).length,
    close: async () => {
      await reset().catch(say(harness.id));
      for (const { pid } of await processesOf(runs)) process.kill(pid, 'SIGKILL');
      await model.close();
      rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
  return world;
}

/** The trial of killing has told of it; the next harness is tried all the same. */
function say(harness: string): (error: unknown) => void {
  return (error) => void process.stderr.write(`${harness}: ${String(error)}\n`);
}

async function processesOf(runs: readonly string[]) {
  return (await Promise.all(runs.map(findByMarker))).flat();
}

function makeFolders() {
  const root = mkdtempSync(join(tmpdir(), 'teatree-matrix-'));
  const names = ['work', 'home', 'state', 'scratch', 'work/app'];
  const [workspace, home, state, scratch, repo] = names.map((name) => join(root, name));
  for (const folder of [workspace, home, state, scratch, repo]) mkdirSync(folder);
  execFileSync('git', ['init', '--quiet', repo]);
  return { root, workspace, home, state, scratch, repo };
}

function pointedAt(url: string, harness: Harness): Harness {
  if (harness.id === 'claude')
    return claudeHarness({ accountEnv: { ANTHROPIC_API_KEY: 'dummy', ANTHROPIC_BASE_URL: url } });
  return findHarness(allHarnesses({ recipeAgent: '', modelUrl: url }), harness.id) ?? harness;
}
