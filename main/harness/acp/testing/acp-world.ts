import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PermissionAnswer } from '../../../../core/gates/verdict.ts';
import type { ToolCall } from '../../../../core/model/action.ts';
import type { HarnessEvent } from '../../../../core/model/harness-event.ts';
import { Instruction } from '../../../../core/model/instruction.ts';
import { cleanEnvironment } from '../../../process/environment.ts';
import { findByMarker } from '../../../process/kill-tree.ts';
import type { HarnessSession, StartOptions } from '../../harness.ts';
import type { AcpAgent } from '../agents/agent.ts';
import { acpHarness } from '../index.ts';
import { fakeAgentProgram } from './agent-program.ts';

export type AcpWorld = {
  readonly folder: string;
  readonly worktree: string;
  readonly calls: ToolCall[];
  readonly events: HarnessEvent[];
  readonly agent: AcpAgent;
  start(options?: Partial<StartOptions> & { readonly agent?: Partial<AcpAgent> }): Promise<HarnessSession>;
  prompt(session: HarnessSession, text: string): ReturnType<HarnessSession['prompt']>;
  has(file: string): boolean;
  living(): Promise<number>;
  close(): Promise<void>;
};

let worlds = 0;

/** The fake agent below a worktree, with a gate that answers as told. */
export async function acpWorld(
  permission: (call: ToolCall) => Promise<PermissionAnswer>,
  env: Readonly<Record<string, string>> = {},
): Promise<AcpWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'acp-'));
  const worktree = join(folder, 'app');
  const bin = join(folder, 'bin');
  for (const each of [worktree, bin, join(folder, 'state')]) mkdirSync(each);
  writeFileSync(join(bin, 'fake-acp'), `#!/bin/sh\nexec '${process.execPath}' '${await fakeAgentProgram()}'\n`);
  chmodSync(join(bin, 'fake-acp'), 0o755);
  const run = `run_acp_${String(process.pid)}_${String((worlds += 1))}`;
  const calls: ToolCall[] = [];
  const events: HarnessEvent[] = [];
  const sessions: HarnessSession[] = [];
  const agent: AcpAgent = {
    id: 'fake',
    title: 'Fake',
    program: { bin: 'fake-acp', install: 'Write it' },
    args: [],
    mode: 'ask',
    gate: 'permission',
    denyReason: 'next-prompt',
    edit: false,
    cost: true,
    gaps: [],
    canary: false,
    prepare: () => Promise.resolve({ env: {} }),
  };
  let count = 0;
  return {
    folder,
    worktree,
    calls,
    events,
    agent,
    async start({ agent: particular, ...options } = {}) {
      const harness = acpHarness({ ...agent, ...particular }, { limitMs: 10_000 });
      const session = await harness.start({
        run,
        workspace: folder,
        repos: [{ name: 'app', path: worktree }],
        session: undefined,
        state: join(folder, 'state'),
        canary: 'teatree-canary test',
        config: {},
        containment: undefined,
        env: {
          ...cleanEnvironment({ FAKE_SESSIONS: join(folder, 'sessions'), ...env }),
          PATH: `${bin}:${process.env.PATH ?? ''}`,
        },
        callbacks: {
          onEvent: (event) => events.push(event),
          permission: (call) => {
            calls.push(call);
            return permission(call);
          },
          question: () => new Promise(() => undefined),
        },
        ...options,
      });
      sessions.push(session);
      return session;
    },
    prompt: (session, text) =>
      session.prompt(Instruction.parse({ id: `ins_${String((count += 1))}`, kind: 'goal', text })),
    has: (file) => existsSync(join(worktree, file)),
    living: async () => (await findByMarker(run)).length,
    async close() {
      await Promise.all(sessions.map((session) => session.kill()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
