import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { HarnessEvent } from '../../core/model/harness-event.ts';
import { Instruction } from '../../core/model/instruction.ts';
import { skillTakenUp } from '../../core/skills/used.ts';
import { knownAgents } from '../../main/harness/acp/agents.ts';
import { findPrograms } from '../../main/harness/acp/detect.ts';
import { acpHarness } from '../../main/harness/acp/index.ts';
import { claudeHarness } from '../../main/harness/claude/index.ts';
import type { Harness } from '../../main/harness/harness.ts';
import { placeSkills } from '../../main/harness/skills.ts';
import { cleanEnvironment } from '../../main/process/environment.ts';
import { hashOf, readSkill } from '../../main/skills/read-skill.ts';
import { startFakeModel, type FakeModel } from '../fake-model/fake-model.ts';
import type { Scenario } from '../fake-model/scenario.ts';
import { findProgram, leftOut } from '../fake-model/find-program.ts';

// The real programs with a scripted model: what of skills reaches the model, and from where.

const OURS = 'Warms kettles before they are filled. Use when somebody wants tea.';
const FOREIGN = 'Pours out whatever is in the pot.';
const NAME = 'warming-kettles';
const files = [
  {
    path: 'SKILL.md',
    text: `---\nname: ${NAME}\ndescription: ${OURS}\n---\n\nRinse with [hot water](references/water.md).\n`,
  },
  { path: 'references/water.md', text: 'Not lukewarm.\n' },
];
const skill = readSkill(NAME, files).skill;

/** Where any of the programs looks for skills of a project. */
const REPO_PLACES = ['.claude', '.agents', '.gemini', '.codex', '.qwen', '.github', '.pi'].map((at) => `${at}/skills`);

/** How an agent takes up a skill by a tool of its own; the others read its file. */
const LOADERS: Readonly<Record<string, { readonly name: string; readonly input: Record<string, string> }>> = {
  claude: { name: 'Skill', input: { skill: NAME } },
  'claude-acp': { name: 'Skill', input: { skill: NAME } },
  qwen: { name: 'skill', input: { skill: NAME } },
  opencode: { name: 'skill', input: { name: NAME } },
  gemini: { name: 'activate_skill', input: { name: NAME } },
};

let model: FakeModel;
let runs = 0;
test.beforeAll(async () => {
  const scenarios: Record<string, Scenario> = { plain: [{ say: 'Done.' }] };
  for (const [id, tool] of Object.entries(LOADERS)) scenarios[`tea-${id}`] = [{ tool }, { say: 'Done.' }];
  model = await startFakeModel({ scenarios });
});
test.afterAll(() => model.close());

const git = (cwd: string, ...args: readonly string[]) => execFileSync('git', args, { cwd, encoding: 'utf8' });

function makeRepo(): { folder: string; worktree: string } {
  const base = join(homedir(), '.cache', 'teatree', 'tests');
  mkdirSync(base, { recursive: true });
  const folder = mkdtempSync(join(base, 'skills-'));
  const worktree = join(folder, 'app');
  for (const each of [worktree, join(folder, 'state'), join(folder, 'tmp'), join(folder, 'person')]) mkdirSync(each);
  git(worktree, 'init', '-q');
  for (const place of REPO_PLACES) {
    // One with a name of its own, and one that would take the place of ours.
    for (const name of ['pouring-out', NAME]) {
      const file = join(worktree, place, name, 'SKILL.md');
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, `---\nname: ${name}\ndescription: ${FOREIGN}\n---\n\nPour.\n`);
    }
  }
  git(worktree, 'add', '-A');
  git(worktree, '-c', 'user.name=T', '-c', 'user.email=t@t', 'commit', '-qm', 'Begin');
  return { folder, worktree };
}

async function tryOut(harness: Harness, { bare, scenario }: { readonly bare: boolean; readonly scenario: string }) {
  const { folder, worktree } = makeRepo();
  if (bare) for (const place of REPO_PLACES) rmSync(join(worktree, place), { recursive: true });
  if (bare) git(worktree, '-c', 'user.name=T', '-c', 'user.email=t@t', 'commit', '-qam', 'Remove');
  const place = { state: join(folder, 'state'), workspace: folder, repos: [{ name: 'app', path: worktree }] };
  if (!skill) throw new Error('The skill of this test is none');
  const placed = placeSkills(harness, place, [skill]);
  const events: HarnessEvent[] = [];
  const before = model.requests.length;

  const session = await harness.start({
    ...place,
    ...{
      run: `run_skills_${String(process.pid)}_${String((runs += 1))}`,
      session: undefined,
      canary: 'teatree-canary skills',
      config: {},
    },
    ...{ containment: undefined, skills: placed.folder },
    env: cleanEnvironment({ HOME: join(folder, 'person'), TMPDIR: join(folder, 'tmp') }),
    callbacks: {
      onEvent: (event) => events.push(event),
      permission: (call) =>
        Promise.resolve(
          JSON.stringify(call.input).includes('teatree-canary')
            ? { kind: 'deny', message: 'Denied' }
            : { kind: 'allow' },
        ),
      question: () => new Promise(() => undefined),
    },
  });
  try {
    await session.prompt(Instruction.parse({ id: 'ins_1', kind: 'goal', text: `[[scenario:${scenario}]]` }));
    const seen = model.requests.slice(before).filter((request) => request.scenario === scenario && !request.aside);
    const given = { names: [NAME], folder: placed.folder };
    return {
      listed: placed.listed,
      prompt: JSON.stringify(seen.map(({ body }) => body)),
      status: git(worktree, 'status', '--porcelain', '--ignored'),
      hash: hashOf(filesIn(join(placed.folder, NAME))),
      used: events.flatMap((event) => (event.type === 'tool-call' ? (skillTakenUp(event.call, given) ?? []) : [])),
      errors: events.filter(({ type }) => type === 'error'),
    };
  } finally {
    await session.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

function filesIn(folder: string) {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  const found = paths.filter((path) => existsSync(join(folder, path)) && /\.\w+$/.test(path));
  return found.map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') }));
}

const acp = knownAgents.map((agent) => ({
  ...{ id: agent.id, harness: () => acpHarness(agent, { modelUrl: model.url, person: '/nonexistent' }) },
  there: async () => (await findPrograms(agent)).ok,
}));
const claude = {
  id: 'claude',
  harness: () =>
    claudeHarness({
      program: findProgram('claude')?.command,
      accountEnv: { ANTHROPIC_BASE_URL: model.url, ANTHROPIC_API_KEY: 'sk-ant-dummy-0123456789' },
    }),
  there: async () => findProgram('claude') !== undefined,
};

for (const { id, harness, there } of [claude, ...acp]) {
  test(`${id} shows its model the skills that we gave it, leaves the repo clean, and takes one up`, async () => {
    test.setTimeout(200_000);
    test.skip(leftOut(id) !== undefined, leftOut(id));
    test.skip(!(await there()), 'not installed');
    const { listed, prompt, status, hash, errors, used } = await tryOut(harness(), {
      ...{ bare: true, scenario: id in LOADERS ? `tea-${id}` : 'plain' },
    });
    expect(listed).toBe(true);
    expect(prompt).toContain(OURS);
    expect(status).toBe('');
    expect(hash).toBe(skill?.hash);
    expect(errors).toEqual([]);
    if (id in LOADERS) {
      // OpenCode looks through the files of a skill with a program that it would have to fetch first.
      if (id !== 'opencode') expect(prompt).toContain('Rinse with');
      expect(used).toContain(NAME);
    }
  });

  test(`${id} never shows its model a skill of a repo that the person did not trust`, async () => {
    test.setTimeout(200_000);
    test.skip(leftOut(id) !== undefined, leftOut(id));
    test.skip(!(await there()), 'not installed');
    const { listed, prompt, status } = await tryOut(harness(), { bare: false, scenario: 'plain' });
    expect(prompt).not.toContain(FOREIGN);
    expect(prompt.includes(OURS)).toBe(listed);
    expect(status).toBe('');
  });
}
