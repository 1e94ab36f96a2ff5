import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { startFakeModel } from '../../../../e2e/fake-model/fake-model.ts';
import type { FakeModel } from '../../../../e2e/fake-model/fake-model.ts';
import type { Scenario } from '../../../../e2e/fake-model/scenario.ts';
import type { PermissionAnswer } from '../../../../core/gates/verdict.ts';
import type { ToolCall } from '../../../../core/model/action.ts';
import type { HarnessEvent } from '../../../../core/model/harness-event.ts';
import type { Instruction } from '../../../../core/model/instruction.ts';
import type { HarnessSession, Question, StartOptions } from '../../harness.ts';
import { claudeHarness } from '../index.ts';
import { goalOf } from './goal.ts';

const HARNESSES = fileURLToPath(new URL('../../../../scripts/harnesses.mjs', import.meta.url));
const Programs = z.array(z.object({ name: z.string(), command: z.string().optional() }));
const programs = Programs.parse(JSON.parse(execFileSync(process.execPath, [HARNESSES], { encoding: 'utf8' })));

/** The real program, where `npm run harnesses -- claude` has put it. */
export const CLAUDE = programs.find(({ name }) => name === 'claude')?.command;
export const OLD_CLAUDE = programs.find(({ name }) => name === 'claude-old')?.command;

export const KEY = 'sk-ant-dummy-0123456789';

type Files = Readonly<Record<string, string>>;

export type ClaudeWorld = {
  readonly root: string;
  readonly workspace: string;
  readonly home: string;
  readonly state: string;
  readonly model: FakeModel;
  readonly events: HarnessEvent[];
  /** Without the canary's. */
  readonly calls: ToolCall[];
  readonly canaries: ToolCall[];
  /** How the gate and the person answer; replace them in a test. */
  permission: (call: ToolCall) => Promise<PermissionAnswer>;
  question: (question: Question) => Promise<string>;
  /** With `login` the account is what the home holds; otherwise a key. */
  start(
    options?: Partial<StartOptions> & { readonly program?: string | undefined; readonly login?: boolean },
  ): Promise<HarnessSession>;
  read(path: string): string;
  run(): string;
  dispose(): Promise<void>;
};

/** A workspace with one real repository, the scripted model, and the real program on request. */
export async function claudeWorld(
  scenarios: Readonly<Record<string, Scenario>>,
  files: Files = {},
): Promise<ClaudeWorld> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'teatree-claude-')));
  const [workspace, home, state, scratch] = ['workspace', 'home', 'state', 'scratch'].map((name) => join(root, name));
  if (!workspace || !home || !state || !scratch) throw new Error('unreachable');
  for (const folder of [home, scratch]) mkdirSync(folder);
  makeRepo(join(workspace, 'app'), files);
  const model = await startFakeModel({ scenarios });
  const sessions: HarnessSession[] = [];
  const run = () => `run_${root.replace(/\W/g, '')}x${sessions.length}`;
  const canary = 'teatree-canary run_test';
  const world: ClaudeWorld = {
    ...{ root, workspace, home, state, model, run },
    events: [],
    calls: [],
    canaries: [],
    permission: () => Promise.resolve({ kind: 'allow' }),
    question: (question) => Promise.resolve(question.options[0] ?? ''),
    async start({ program = CLAUDE, login, ...options } = {}) {
      const accountEnv = { ANTHROPIC_BASE_URL: model.url, ...(login ? {} : { ANTHROPIC_API_KEY: KEY }) };
      const session = await claudeHarness({ program, accountEnv }).start({
        run: run(),
        workspace,
        repos: [{ name: 'app', path: join(workspace, 'app') }],
        session: undefined,
        ...{ state, canary, config: {}, containment: undefined },
        env: { PATH: process.env.PATH ?? '', HOME: home, TMPDIR: scratch },
        callbacks: {
          onEvent: (event) => void world.events.push(event),
          permission(call) {
            if (call.input.command !== canary) {
              world.calls.push(call);
              return world.permission(call);
            }
            world.canaries.push(call);
            return Promise.resolve({ kind: 'deny', message: 'Denied by CANARY: always' });
          },
          question: (question) => world.question(question),
        },
        ...options,
      });
      sessions.push(session);
      return session;
    },
    read: (path) => readFileSync(join(workspace, path), 'utf8'),
    async dispose() {
      await Promise.all(sessions.map((session) => session.kill()));
      await model.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
  return world;
}

export function goal(scenario: string, id?: string): Instruction {
  return goalOf(`Do it. [[scenario:${scenario}]]`, id);
}

function makeRepo(folder: string, files: Files): void {
  mkdirSync(folder, { recursive: true });
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@e.org', ...args], { cwd: folder });
  git('init', '--quiet', '--initial-branch=work');
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  git('add', '-A', '-f');
  git('commit', '--quiet', '--allow-empty', '-m', 'Begin');
}
