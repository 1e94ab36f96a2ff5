import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { PermissionAnswer } from '../../core/gates/verdict.ts';
import type { ToolCall } from '../../core/model/action.ts';
import type { HarnessEvent } from '../../core/model/harness-event.ts';
import { Instruction } from '../../core/model/instruction.ts';
import type { FakeModel } from '../fake-model/fake-model.ts';
import { cleanEnvironment } from '../../main/process/environment.ts';
import type { Containment } from '../../main/process/containment/containment.ts';
import { findByMarker } from '../../main/process/kill-tree.ts';
import type { HarnessSession } from '../../main/harness/harness.ts';
import type { AcpAgent } from '../../main/harness/acp/agents/agent.ts';
import { keyOf } from '../../main/harness/acp/call-key.ts';
import { acpHarness } from '../../main/harness/acp/index.ts';

export const CANARY = 'teatree-canary real';

export type RealWorld = ReturnType<typeof realWorld>;

let worlds = 0;

/** A real agent program below a worktree, with a scripted model, and a gate that denies what says `forbidden`. */
export function realWorld(agent: AcpAgent, model: FakeModel, by?: Containment['by']) {
  const base = join(homedir(), '.cache', 'teatree', 'tests');
  mkdirSync(base, { recursive: true });
  const folder = mkdtempSync(join(base, `${agent.id}-`));
  const worktree = join(folder, 'app');
  for (const each of [worktree, join(folder, 'state'), join(folder, 'tmp'), join(folder, 'person')]) mkdirSync(each);
  const run = `run_real_${String(process.pid)}_${String((worlds += 1))}`;
  const calls: ToolCall[] = [];
  const events: HarnessEvent[] = [];
  const sessions: HarnessSession[] = [];
  const decided = new Map<string, PermissionAnswer['kind']>();
  const ownJudgement = (call: ToolCall): Promise<PermissionAnswer> => {
    const kind = /forbidden|teatree-canary/.test(JSON.stringify(call.input)) ? 'deny' : 'allow';
    return Promise.resolve(kind === 'deny' ? { kind, message: 'Denied by GIT7: ask for a landing' } : { kind });
  };
  let judge = ownJudgement;
  let count = 0;
  return {
    folder,
    worktree,
    calls,
    events,
    commands: () => calls.map((call) => keyOf(call)),
    async start(session?: string) {
      const harness = acpHarness(agent, { person: join(folder, 'person'), modelUrl: model.url });
      const started = await harness.start({
        run,
        workspace: folder,
        repos: [{ name: 'app', path: worktree }],
        session,
        state: join(folder, 'state'),
        canary: CANARY,
        config: {},
        containment: by && { by, network: 'shared', mounts: [{ access: 'write', at: folder }] },
        env: cleanEnvironment({ HOME: join(folder, 'person'), TMPDIR: join(folder, 'tmp') }),
        callbacks: {
          onEvent: (event) => events.push(event),
          permission: async (call) => {
            calls.push(call);
            const answer = await judge(call);
            decided.set(call.id, answer.kind);
            return answer;
          },
          question: () => new Promise(() => undefined),
        },
      });
      sessions.push(started);
      return started;
    },
    prompt: (session: HarnessSession, scenario: string) =>
      session.prompt(
        Instruction.parse({ id: `ins_${String((count += 1))}`, kind: 'goal', text: `[[scenario:${scenario}]]` }),
      ),
    /** Results without leave, as the factory's own audit would find them. */
    ungated: () =>
      events.filter(
        (event) =>
          event.type === 'tool-result' &&
          event.ran !== false &&
          (!decided.has(event.call) || (event.ok && decided.get(event.call) === 'deny')),
      ),
    has: (file: string) => existsSync(join(worktree, file)),
    read: (file: string) => readFileSync(join(worktree, file), 'utf8'),
    shim: () => readFileSync(join(folder, 'state', agent.id, 'gate', 'shim'), 'utf8'),
    /** Of the agent's own configuration, what holds the gate up. */
    settings: () =>
      readdirSync(join(folder, 'state', agent.id), { recursive: true, encoding: 'utf8' })
        .filter((name) => /(^|\/)(gate\.\w+|config\.toml|settings\.json|ruling\.json)$/.test(name))
        .map((name) => join(folder, 'state', agent.id, name)),
    /** The folder of the gate: its address and its shim. */
    gate: join(folder, 'state', agent.id, 'gate'),
    /** Another answer to every call from now on. */
    judgeBy: (other: typeof judge) => void (judge = other),
    living: async () => (await findByMarker(run)).length,
    async close() {
      await Promise.all(sessions.map((session) => session.kill()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
