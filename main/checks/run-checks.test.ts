import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { RepoId } from '../../core/ids.ts';
import type { CheckEnd, PlannedCheck } from '../../core/model/check.ts';
import type { RepoConfig } from '../../core/model/repo.ts';
import { sandbox, value } from '../git/testing/sandbox.ts';
import { claimScratch } from '../git/worktrees/scratch.ts';
import { aloneWhere } from '../process/containment/alone.ts';
import { detectContainment } from '../process/containment/detect.ts';
import { findByMarker } from '../process/kill-tree.ts';
import { forkThrough } from '../process/spawn.ts';
import { loseEnds, refuseStarts } from '../process/testing/unseen-end.ts';
import { runChecks } from './run-checks.ts';
import type { CheckJob, CheckRepo } from './run-checks.ts';

let rounds = 0;

/** A repo with a remote, and a job of checks over its `clone` that keeps what it was told. */
function checkWorld() {
  const box = sandbox();
  const planned: PlannedCheck[] = [];
  const ends: CheckEnd[] = [];
  let output = '';
  const folder = box.at('data/checks/abc');
  const marker = `checks:test${String(process.pid)}x${String((rounds += 1))}`;
  const api = (config: RepoConfig, changed: Partial<CheckRepo> = {}): CheckRepo => ({
    ...{ id: RepoId.parse('rep_api'), name: 'api', path: box.clone, commit: box.head('clone'), changed: true },
    ...{ protectedRef: 'refs/remotes/origin/main', config },
    ...changed,
  });
  return {
    ...{ box, planned, ends, folder, marker, api },
    output: () => output,
    run: (repos: readonly CheckRepo[], signal = new AbortController().signal, more: Partial<CheckJob> = {}) =>
      runChecks({
        ...{ folder, repos, marker, signal },
        onPlanned: async (all) => void planned.push(...all),
        onOutput: (_check, text) => void (output += text),
        onEnded: async (end) => void ends.push(end),
        ...more,
      }),
  };
}

afterEach(() => {
  forkThrough();
  aloneWhere();
});

const containment = await detectContainment();
const contained = test.skipIf(containment.kind !== 'contained' || containment.by !== 'bubblewrap');

const check = (command: string, timeoutSeconds = 60, name = 'test') => ({
  checks: [{ name, command, timeoutSeconds }],
});

test('a file that is not committed does not make the checks green', async () => {
  const { box, run, api } = checkWorld();
  box.write('clone/new.txt', 'not committed');
  const config = check('test -f new.txt');
  expect(value(await run([api(config)]))).toMatchObject([{ outcome: 'failed', exitCode: 1 }]);
  box.commit('clone', {});
  expect(value(await run([api(config)]))).toMatchObject([{ outcome: 'passed', exitCode: 0 }]);
});

test('an edit that is not committed changes nothing for the checks, and the checks change nothing in the clone', async () => {
  const { box, run, api, folder } = checkWorld();
  box.write('clone/a.txt', 'edited');
  expect(value(await run([api(check('grep -q one a.txt && echo junk > a.txt'))]))).toMatchObject([
    { outcome: 'passed' },
  ]);
  expect(box.read('clone/a.txt')).toBe('edited');
  expect(box.git('clone', 'worktree', 'list').split('\n')).toHaveLength(1);
  expect(readdirSync(folder)).toEqual([]);
});

test("hook configuration comes from the protected branch, not from the agent's", async () => {
  const { box, run, api } = checkWorld();
  box.commit('clone', { '.pre-commit-config.yaml': 'strict\n', '.husky/pre-commit': 'strict\n' });
  box.git('clone', 'push', '-q', 'origin', 'HEAD:main');
  box.git('clone', 'rm', '-q', '-r', '.husky');
  box.commit('clone', { '.pre-commit-config.yaml': 'lax\n', 'lefthook.yml': 'mine\n' });
  const config = check('cat .pre-commit-config.yaml .husky/pre-commit; ls -a');
  expect(value(await run([api(config)]))[0]?.tail).toMatch(/^strict\nstrict\n(?!.*lefthook)/s);
});

test('all repos of the thread lie side by side, and only those that changed are checked', async () => {
  const { box, run, api, planned } = checkWorld();
  box.git('.', 'clone', '-q', box.remote, box.at('lib'));
  const lib = { ...api(check('false')), id: RepoId.parse('rep_lib'), name: 'lib', path: box.at('lib'), changed: false };
  expect(value(await run([api(check('cat ../lib/a.txt')), lib]))).toMatchObject([{ outcome: 'passed' }]);
  expect(planned).toEqual([{ repo: 'rep_api', name: 'test', command: 'cat ../lib/a.txt' }]);
});

test('the time limit ends the check and everything it started', async () => {
  const { run, api, marker } = checkWorld();
  const [end] = value(await run([api(check('setsid sleep 600 & sleep 600', 1))]));
  expect(end?.outcome).toBe('timed-out');
  expect(await findByMarker(marker)).toEqual([]);
});

test('an abort ends the tree within two seconds, reports nothing more, and leaves no checkout', async () => {
  const { box, run, api, marker, ends, output } = checkWorld();
  const stop = new AbortController();
  const done = run(
    [api({ checks: [...check('echo on; (setsid sleep 600 &) ; sleep 600').checks, ...check('true', 9, 'b').checks] })],
    stop.signal,
  );
  while (!output().includes('on')) await sleep(10);
  const began = Date.now();
  stop.abort('not-owed');
  const result = await done;
  expect(Date.now() - began).toBeLessThan(2500);
  expect(result).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  expect(await findByMarker(marker)).toEqual([]);
  expect(ends).toEqual([]);
  expect(box.git('clone', 'worktree', 'list').split('\n')).toHaveLength(1);
});

test('what a check leaves running in the background is ended before the next one begins', async () => {
  const { run, api, marker } = checkWorld();
  expect(value(await run([api(check('sleep 600 & echo done'))]))).toMatchObject([{ outcome: 'passed' }]);
  expect(await findByMarker(marker)).toEqual([]);
});

contained(
  'a check that leaves a daemon behind, with a session of its own and no environment, leaves 0 processes',
  async () => {
    const { box, run, api } = checkWorld();
    aloneWhere(() => Promise.resolve(true));
    const daemon = `env -i setsid sh -c 'echo up > ${box.at('up')}; exec sleep 86399.${String(process.pid)}'`;
    const leave = `(${daemon} </dev/null >/dev/null 2>&1 &); until test -f ${box.at('up')}; do sleep 0.01; done; exit 3`;
    const [end] = value(await run([api(check(leave))]));
    expect(end).toMatchObject({ outcome: 'failed', exitCode: 3 });
    const living = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' });
    expect(living).not.toContain(`sleep 86399.${String(process.pid)}`);
    const hung = run([api(check(`${leave.replace('exit 3', 'sleep 600')}`, 1))]);
    expect(value(await hung)).toMatchObject([{ outcome: 'timed-out' }]);
    expect(execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })).not.toContain(`86399.${String(process.pid)}`);
  },
);

test('output is streamed while the check runs, from both streams', async () => {
  const { run, api, output, ends } = checkWorld();
  const stop = new AbortController();
  const done = run([api(check('echo out; echo err >&2; sleep 600'))], stop.signal);
  while (!(output().includes('out') && output().includes('err'))) await sleep(10);
  expect(ends).toEqual([]);
  stop.abort();
  await done;
});

test('a set-up that fails has the other checks of its repo reported as errored, not run', async () => {
  const { run, api, planned } = checkWorld();
  const ends = value(await run([api({ setup: 'echo no network; exit 3', ...check('echo never') })]));
  expect(planned.map((each) => each.name)).toEqual(['setup', 'test']);
  expect(ends).toMatchObject([
    { name: 'setup', outcome: 'failed', exitCode: 3, tail: 'no network\n' },
    { name: 'test', outcome: 'errored', tail: 'Not run: the set-up failed' },
  ]);
});

test('without checks nothing is planned and nothing is checked out', async () => {
  const { run, api, planned, folder } = checkWorld();
  expect(value(await run([api({}), api({ setup: 'exit 1' })]))).toEqual([]);
  expect(planned).toEqual([]);
  expect(existsSync(folder)).toBe(false);
});

test('the same failure has the same fingerprint in the next round', async () => {
  const { run, api } = checkWorld();
  const config = check('sleep 0.0$((RANDOM % 9 + 1)); echo "FAIL adds $(date +%s%N | cut -c 13-16)ms pid $$"; exit 1');
  const [once] = value(await run([api(config)]));
  const [again] = value(await run([api(config)]));
  expect(once?.fingerprint).toBe(again?.fingerprint);
});

test("a commit that does not exist is a failure; the person's other worktrees stay known, also one that is away", async () => {
  const { box, run, api } = checkWorld();
  box.git('clone', 'worktree', 'add', '-q', '--detach', box.at('on-a-stick'));
  rmSync(box.at('on-a-stick'), { recursive: true });
  const missing = api(check('true'), { protectedRef: 'refs/remotes/origin/gone' });
  expect(await run([missing])).toMatchObject({
    ok: false,
    error: { message: expect.stringMatching(/^api: /) as string },
  });
  await run([api(check('true'))]);
  await run([api(check('true'))]);
  expect(box.git('clone', 'worktree', 'list')).toContain('on-a-stick');
});

test('a round that was killed in the middle is begun anew over its leftovers', async () => {
  const { box, run, api, folder } = checkWorld();
  value(await claimScratch(folder));
  box.git('clone', 'worktree', 'add', '-q', '--detach', join(realpathSync(folder), 'api'));
  writeFileSync(join(folder, 'api', 'a.txt'), 'left by the killed round');
  expect(value(await run([api(check('grep -q one a.txt'))]))).toMatchObject([{ outcome: 'passed' }]);
});

test('a folder of somebody else in the place of the checkouts, or a link to one, is refused untouched', async () => {
  const { box, run, api, folder } = checkWorld();
  const refused = async () =>
    expect(await run([api(check('true'))])).toMatchObject({ ok: false, error: { code: 'scratch-foreign' } });
  box.write('theirs/notes.txt', 'mine');
  mkdirSync(dirname(folder), { recursive: true });
  symlinkSync(box.at('theirs'), folder);
  await refused();
  rmSync(folder);
  renameSync(box.at('theirs'), folder);
  await refused();
  expect(box.read('data/checks/abc/notes.txt')).toBe('mine');
});

test('a folder that cannot be made is a failure, not a crash', async () => {
  const { box, run, api } = checkWorld();
  box.write('data/checks', 'a file in the way');
  expect(await run([api(check('true'))])).toMatchObject({ ok: false, error: { code: 'checkout-impossible' } });
});

test('a check whose end nobody saw is run once more, and told as that one ends; it is red when that is not seen either', async () => {
  const { box, run, api, output } = checkWorld();
  const log = box.at('log');
  const config = check(`echo try >> ${log}; echo said`);
  const before = await endsLost(1, () => run([api(config)]));
  expect(before).toMatchObject([{ outcome: 'passed', exitCode: 0, tail: 'said\n' }]);
  expect([box.read('log'), output()]).toEqual(['try\ntry\n', 'said\nsaid\n']);
  expect(await endsLost(2, () => run([api(config)]))).toMatchObject([{ outcome: 'failed' }]);
  expect(box.read('log')).toBe('try\n'.repeat(4));
});

/** Of the shells that checks run in; git goes on as ever. */
async function endsLost(times: number, job: () => ReturnType<typeof runChecks>) {
  loseEnds(times, ({ file }) => file === '/bin/sh');
  return value(await job());
}

test('a machine that cannot start a check says nothing about the code: the round has no end', async () => {
  const { run, api, ends } = checkWorld();
  refuseStarts('spawn /bin/sh EAGAIN', ({ file }) => file === '/bin/sh');
  expect(await run([api(check('true'))])).toMatchObject({ ok: false, error: { code: 'environment' } });
  expect(ends).toEqual([]);
});
