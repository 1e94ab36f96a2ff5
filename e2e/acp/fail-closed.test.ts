import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { knownAgents } from '../../main/harness/acp/agents.ts';
import { findPrograms } from '../../main/harness/acp/detect.ts';
import type { HarnessSession } from '../../main/harness/harness.ts';
import { startFakeModel, type FakeModel } from '../fake-model/fake-model.ts';
import { leftOut } from '../fake-model/find-program.ts';
import { breaks, whileBroken } from './broken-gates.ts';
import { realWorld, type RealWorld } from './real-world.ts';

// The real programs with a gate that breaks in mid-session. What counts is what a bare remote and the files saw. The same
// for Claude Code's own protocol: main/harness/claude/fail-closed.test.ts

const cases = [...breaks.map(({ name }) => name), 'it fails', 'the app is gone'];

/** One call that leaves its mark in the worktree and on the remote. */
const push = (mark: string) => `touch ${mark}; git push -q ../tmp/remote.git HEAD:refs/heads/${mark}`;
const marked = (name: string) => `m${String(cases.indexOf(name))}`;

let model: FakeModel;
test.beforeAll(async () => {
  const tries = [...cases.map(marked), 'whole'].map(
    (mark) => [mark, [{ shell: push(mark) }, { say: 'Tried.' }]] as const,
  );
  model = await startFakeModel({ scenarios: Object.fromEntries(tries) });
});
test.afterAll(() => model.close());

const git = (cwd: string, ...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@e.org', ...args], { cwd, encoding: 'utf8' });

function addRemote({ folder, worktree, has }: RealWorld) {
  const remote = join(folder, 'tmp', 'remote.git');
  git(folder, 'init', '-q', '--bare', remote);
  git(worktree, 'init', '-q', '-b', 'work');
  git(worktree, 'commit', '-q', '--allow-empty', '-m', 'Begin');
  const refs = () => git(remote, 'for-each-ref', '--format=%(refname:short)').split('\n');
  /** What was run: the marks that are there, in the worktree or on the remote. */
  return () => [...cases.map(marked), 'whole'].filter((mark) => has(mark) || refs().includes(mark));
}

/** The first break makes the run ungated, which ends it in the factory. Here its program goes on, for the breaks to come. */
async function tryUngated(world: RealWorld, session: HarnessSession, scenario: string): Promise<void> {
  const ended = () => world.events.filter(({ type }) => type === 'turn-ended').length;
  const before = ended();
  await expect(world.prompt(session, scenario)).rejects.toMatchObject({ code: 'ungated' });
  await expect.poll(ended, { timeout: 60_000 }).toBeGreaterThan(before);
}

for (const agent of knownAgents) {
  const possible = breaks.filter(({ hookOnly = false }) => agent.gate === 'hook' || !hookOnly);
  const own = agent.gate === 'permission' ? [] : possible;
  const names = [...own.map(({ name }) => name), 'it fails', 'the app is gone', 'the program is too old'];

  test(`${agent.title} runs nothing when, of its gate: ${names.join('; ')}`, async () => {
    test.setTimeout(400_000);
    test.skip(leftOut(agent.id) !== undefined, leftOut(agent.id));
    const found = await findPrograms(agent);
    test.skip(!found.ok, found.ok ? '' : found.error.message);
    const world = realWorld(agent, model);
    const ran = addRemote(world);
    try {
      let session = await world.start();
      for (const broken of own)
        await test.step(broken.name, () =>
          whileBroken(world.gate, broken, async () => {
            await tryUngated(world, session, marked(broken.name));
            expect(ran()).toEqual([]);
          }),
        );
      if (own.length > 0) {
        await session.kill();
        session = await world.start();
      }
      await test.step('it fails', async () => {
        world.judgeBy(() => Promise.reject(new Error('the disk is full')));
        await world.prompt(session, marked('it fails'));
        expect(ran()).toEqual([]);
      });
      await test.step('whole again, it lets the same call run: the others were not run for another reason', async () => {
        world.judgeBy(() => Promise.resolve({ kind: 'allow' }));
        await world.prompt(session, 'whole');
        expect(ran()).toEqual(['whole']);
      });
      await test.step('the app is gone', async () => {
        const asked = world.calls.length;
        world.judgeBy(() => new Promise(() => undefined));
        const turn = world.prompt(session, marked('the app is gone')).catch(() => undefined);
        await expect.poll(() => world.calls.length, { timeout: 60_000 }).toBeGreaterThan(asked);
        await session.end();
        await turn;
        await sleep(500);
        expect(ran()).toEqual(['whole']);
      });
      await test.step('the program is too old', async () => {
        const old = realWorld({ ...agent, program: { ...agent.program, floor: '999.0.0' } }, model);
        await expect(old.start()).rejects.toMatchObject({ code: 'harness-unsupported' });
        expect(await old.living()).toBe(0);
        await old.close();
      });
    } finally {
      await world.close();
    }
    expect(await world.living()).toBe(0);
  });
}
