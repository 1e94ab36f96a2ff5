import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ToolCall } from '../../../../core/model/action.ts';
import { InstructionId } from '../../../../core/ids.ts';
import type { HarnessEvent } from '../../../../core/model/harness-event.ts';
import type { Instruction } from '../../../../core/model/instruction.ts';
import type { PermissionAnswer } from '../../../../core/gates/verdict.ts';
import type { HarnessSession, Question, StartOptions } from '../../harness.ts';
import { recipeConfig } from '../config.ts';
import { recipeHarness } from '../index.ts';
import { agentProgram } from './agent-program.ts';

const canary = 'teatree-canary recipe';

type Files = Readonly<Record<string, string>>;

export type RecipeWorld = {
  readonly workspace: string;
  readonly events: HarnessEvent[];
  readonly calls: ToolCall[];
  /** How the gate and the person answer; replace them in a test. */
  permission: (call: ToolCall) => Promise<PermissionAnswer>;
  question: (question: Question) => Promise<string>;
  start(recipe: string, options?: Partial<StartOptions> & { inputs?: Files }): Promise<HarnessSession>;
  read(path: string): string;
  git(repo: string, ...args: string[]): string;
  /** Every file of every repo, and every commit's subject: what must be the same however often the agent died. */
  snapshot(): string;
  dispose(): Promise<void>;
};

/** A workspace of real git repositories with the given files, and the real agent on request. */
export function recipeWorld(repos: Readonly<Record<string, Files>>): RecipeWorld {
  const root = mkdtempSync(join(tmpdir(), 'teatree-recipe-'));
  const workspace = join(root, 'workspace');
  const names = Object.keys(repos);
  for (const [name, files] of Object.entries(repos)) makeRepo(join(workspace, name), files);
  const sessions: HarnessSession[] = [];
  const world: RecipeWorld = {
    workspace,
    events: [],
    calls: [],
    permission: async () => ({ kind: 'allow' }),
    question: async (question) => question.options[0] ?? '',
    async start(recipe, { inputs = {}, ...options } = {}) {
      const harness = recipeHarness({ agent: await agentProgram() });
      const session = await harness.start({
        run: `run_test${root.replace(/\W/g, '')}x${sessions.length}`,
        workspace,
        repos: names.map((name) => ({ name, path: join(workspace, name) })),
        session: undefined,
        state: join(root, 'state'),
        canary,
        config: recipeConfig({ recipe, file: 'recipe.yaml', inputs }),
        env: gitEnvironment(root),
        containment: undefined,
        callbacks: {
          onEvent: (event) => void world.events.push(event),
          permission(call) {
            if (call.input.command === canary) return Promise.resolve({ kind: 'deny', message: 'Denied' });
            world.calls.push(call);
            return world.permission(call);
          },
          question: (question) => world.question(question),
        },
        ...options,
      });
      sessions.push(session);
      return session;
    },
    read: (path) => readFileSync(join(workspace, path), 'utf8'),
    git: (repo, ...args) => git(join(workspace, repo), args),
    snapshot: () => names.map((name) => snapshot(join(workspace, name))).join('\n'),
    async dispose() {
      await Promise.all(sessions.map((session) => session.kill()));
      rmSync(root, { recursive: true, force: true });
    },
  };
  return world;
}

export function goal(text = 'Do it'): Instruction {
  return { id: InstructionId.parse('ins_goal'), kind: 'goal', text };
}

export function message(text: string, id = 'ins_message'): Instruction {
  return { id: InstructionId.parse(id), kind: 'message', text };
}

function makeRepo(folder: string, files: Files): void {
  mkdirSync(folder, { recursive: true });
  git(folder, ['init', '--quiet', '--initial-branch=work']);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  git(folder, ['add', '-A']);
  git(folder, ['commit', '--quiet', '--allow-empty', '-m', 'Begin']);
}

function git(cwd: string, args: readonly string[]): string {
  return execFileSync('git', args, { cwd, encoding: 'utf8', env: gitEnvironment(cwd) });
}

function gitEnvironment(home: string): Record<string, string> {
  const identity = ['AUTHOR', 'COMMITTER'].flatMap((role) => [
    [`GIT_${role}_NAME`, 'Tess Tester'],
    [`GIT_${role}_EMAIL`, 'tess@example.org'],
  ]);
  return {
    PATH: process.env.PATH ?? '',
    HOME: home,
    TMPDIR: home,
    ...(Object.fromEntries(identity) as Record<string, string>),
  };
}

function snapshot(repo: string): string {
  const files = readdirSync(repo, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !`${entry.parentPath}/`.includes('/.git/'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const contents = files.map((path) => `${path.slice(repo.length)}\n${readFileSync(path, 'utf8')}`);
  return [git(repo, ['log', '--format=%s']), git(repo, ['status', '--porcelain']), ...contents].join('\n');
}
