import { afterEach, expect, test } from 'vitest';
import { currentRound, openAsks } from '../../../core/model/thread.ts';
import { roundVerdict } from '../../../core/model/check.ts';
import { chance, put } from '../../../core/secrets/testing/chance.ts';
import { fail, ok } from '../../../core/result.ts';
import { factoryWorld } from '../testing/factory-world.ts';
import { fakeHarness } from '../testing/fake-harness.ts';
import type { Script } from '../testing/fake-harness.ts';

let world = factoryWorld();
afterEach(() => world.close());

let edits = 0;
const commits: Script = async () => {
  world.box.commit(world.worktree(), { 'new.txt': String((edits += 1)) });
  return { outcome: 'completed', summary: 'done' };
};
const check = (command: string) => ({ checks: [{ name: 'test', command, timeoutSeconds: 60 }] });

test('the checks run over exactly the commits of the run, and their output is kept', async () => {
  world = factoryWorld(check('cat new.txt'));
  const { begin, orchestrator, read, said } = world.open(fakeHarness(commits).harness);
  await begin();
  await orchestrator.settled();
  const head = world.box.head(world.worktree());
  const ended = ['secrets', 'test'].map((name) => ({ name, outcome: 'passed' }));
  expect(read().rounds).toMatchObject([{ round: 1, heads: [{ commit: head }], ended }]);
  expect(said).toContainEqual({ type: 'tool-output', call: 'test', text: String(edits) });
});

test('what failed is the next instruction, and an identical failure twice asks the person', async () => {
  world = factoryWorld(check('echo "FAIL adds ($(date +%N)ms)"; exit 1'));
  const told: string[] = [];
  const agent = fakeHarness(async (turn) => {
    told.push(turn.instruction.kind);
    return commits(turn);
  });
  const { begin, orchestrator, read } = world.open(agent.harness);
  await begin();
  await orchestrator.settled();
  expect(told).toEqual(['goal', 'check-failure']);
  expect(openAsks(read())).toMatchObject([{ subject: { code: 'checks-failed' } }]);
});

test('checks that cannot even begin are red, never green', async () => {
  world = factoryWorld(check('true'));
  let spoiled = false;
  const spoils: Script = async (turn) => {
    spoiled = true;
    return commits(turn);
  };
  const bad = fail({ code: 'config-bad', message: 'Line 3 of .teatree.yaml' });
  const readConfig = async () => (spoiled ? bad : ok(check('true')));
  const { begin, until, read } = world.open(fakeHarness(spoils).harness, undefined, { readConfig });
  await begin();
  await until((each) => currentRound(each)?.endedAt);
  const round = read().rounds[0];
  expect(round && roundVerdict(round)).toBe('red');
  expect(round?.ended).toMatchObject([{ outcome: 'errored', tail: 'Line 3 of .teatree.yaml' }]);
});

test('a repo without checks of its own ends its round with none: the built-in one does not stand for them', async () => {
  world = factoryWorld();
  const { begin, orchestrator, read } = world.open(fakeHarness(commits).harness);
  await begin();
  await orchestrator.settled();
  const round = currentRound(read());
  expect(round && roundVerdict(round)).toBe('none');
  expect(round?.ended).toMatchObject([{ name: 'secrets', outcome: 'passed' }]);
});

test('a secret in what was committed is a red check that names the place, and the next instruction', async () => {
  world = factoryWorld();
  const secret = put('gh', 'p_', chance(4).letters(36));
  const told: string[] = [];
  const agent = fakeHarness(async ({ instruction }) => {
    told.push(instruction.text);
    world.box.commit(world.worktree(), { 'new.txt': `one ${String((edits += 1))}\nT=${secret}\n` });
    return { outcome: 'completed', summary: `I used ${secret}` };
  });
  const { begin, orchestrator, read, memory } = world.open(agent.harness);
  await begin();
  await orchestrator.settled();
  const round = read().rounds[0];
  expect(round && roundVerdict(round)).toBe('red');
  expect(round?.ended[0]?.tail).toContain('new.txt:2: github-token');
  expect(told[1]).toContain('new.txt:2: github-token');
  expect(JSON.stringify(memory.journal.read(0, 1000))).not.toContain(secret);
});
