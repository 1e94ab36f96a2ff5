import { existsSync, readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { currentRun, openAsks } from '../../../core/model/thread.ts';
import { recipeConfig } from '../../harness/recipe/config.ts';
import { recipeHarness } from '../../harness/recipe/index.ts';
import { agentProgram } from '../../harness/recipe/testing/agent-program.ts';
import { detectContainment } from '../../process/containment/detect.ts';
import { processTable } from '../../process/process-table.ts';
import { createBackstop } from '../surroundings/backstop.ts';
import { factoryWorld } from '../testing/factory-world.ts';

const state = await detectContainment();
const here = test.skipIf(state.kind !== 'contained' || state.by !== 'bubblewrap');
const program = await agentProgram();

let world: ReturnType<typeof factoryWorld> | undefined;
afterEach(() => world?.close());

/** A thread whose recipe runs these commands, contained as in the product. */
function openWorld(steps: string) {
  const backstop = createBackstop({ setting: () => 'auto', onWarning: () => undefined });
  const made = (world = factoryWorld({}, backstop));
  const factory = made.open(recipeHarness({ agent: program, node: process.execPath }));
  const recipe = `title: T\nsteps:\n${steps}`;
  const begin = () => factory.begin(recipeConfig({ recipe, file: 'r.yaml', inputs: {} }));
  return { ...factory, begin, box: made.box, worktree: made.worktree };
}

here('a contained run commits as ever, is recorded as contained, and its commits stand in the clone', async () => {
  const { begin, orchestrator, read, outcomes, box } = openWorld(
    '  - run: echo x > new.txt && echo $TMPDIR && touch $TMPDIR/scratch\n  - commit: Add a file\n',
  );
  await begin();
  await orchestrator.settled();
  expect(outcomes()[0]?.[0]).toBe('succeeded');
  expect(currentRun(read())?.contained).toEqual({ kind: 'contained', by: 'bubblewrap' });
  const [change] = read().changes;
  expect(change).toMatchObject({ commits: 1, files: 1, uncommitted: [] });
  expect(box.git('clone', 'log', '-1', '--format=%s', change?.head ?? '')).toBe('Add a file');
});

here("project scripts reach neither secrets, nor the clone, nor teatree's own folder", async () => {
  const { begin, orchestrator, box, said } = openWorld('  - run: sh ./test.sh\n');
  box.write('home/.ssh/id_rsa', 'PRIVATE');
  box.write('data/socket-token', 'TOKEN');
  box.write('clone/.env', 'CLONE-SECRET');
  box.commit('clone', {
    'test.sh': [
      ...['cat ~/.ssh/id_rsa', `cat ${box.at('data/socket-token')}`, `cat ${box.at('clone/.env')}`],
      ...[`echo x > ${box.at('clone/a.txt')}`, 'echo x > ~/.bashrc', `ls ${box.at('data')}`, 'echo ended', 'exit 0'],
    ].join('\n'),
    '.gitignore': '.env\n',
  });
  box.git('clone', 'push', '-q', 'origin', 'main');
  await begin();
  await orchestrator.settled();
  const heard = JSON.stringify(said);
  expect(heard).toContain('ended');
  expect(heard).not.toMatch(/PRIVATE|TOKEN|CLONE-SECRET|journal/);
  expect(existsSync(box.at('home/.bashrc'))).toBe(false);
  expect(readFileSync(box.at('clone/a.txt'), 'utf8')).toBe('one\ntwo\nthree\n');
});

here('after a kill nothing of a contained run is left, whatever it started', async () => {
  const { begin, until, halt, orchestrator, outcomes, box, worktree } = openWorld('  - run: sh ./serve.sh\n');
  const script = 'setsid env -i sleep 4242 & ( setsid sleep 4243 & ) ; touch up; sleep 4244';
  box.commit('clone', { 'serve.sh': script });
  box.git('clone', 'push', '-q', 'origin', 'main');
  await begin();
  await until(() => existsSync(box.at(worktree('up'))));
  while ((await sleepers()).length < 3) expect(outcomes()).toEqual([['working']]);
  await halt('killed');
  await orchestrator.settled();
  expect(await sleepers()).toEqual([]);
  expect(outcomes()[0]?.[0]).toBe('interrupted');
});

here('what a run had committed and staged when it was killed is not lost', async () => {
  const { begin, until, halt, resume, orchestrator, read, box, worktree } = openWorld('  - run: sh ./work.sh\n');
  const script =
    'if [ ! -e up ]; then echo 1 > one; git add one; git commit -qm one; echo 2 > two; git add two; touch up; sleep 4245; fi; git commit -qm two';
  box.commit('clone', { 'work.sh': script, '.gitignore': 'up\n' });
  box.git('clone', 'push', '-q', 'origin', 'main');
  await begin();
  await until(() => existsSync(box.at(worktree('up'))));
  await halt('killed');
  await orchestrator.settled();
  const [change] = read().changes;
  expect(box.git('clone', 'log', '-1', '--format=%s', change?.head ?? '')).toBe('one');
  expect(box.git('clone', 'for-each-ref', 'refs/teatree/checkpoints')).not.toBe('');
  await resume();
  await orchestrator.settled();
  expect(box.git('clone', 'log', '-1', '--format=%s', read().changes[0]?.head ?? '')).toBe('two');
});

here('a run whose outbox was spoilt has not succeeded', async () => {
  const { begin, orchestrator, outcomes, read, box } = openWorld('  - run: sh ./spoil.sh\n');
  box.commit('clone', {
    'spoil.sh': 'git commit -q --allow-empty -m x; rm -rf "$(git rev-parse --git-common-dir)"/objects/??',
  });
  box.git('clone', 'push', '-q', 'origin', 'main');
  await begin();
  await orchestrator.settled();
  expect(outcomes()[0]?.[0]).toBe('failed');
  expect(openAsks(read()).length).toBe(1);
});

async function sleepers(): Promise<number[]> {
  const pids = [...(await processTable()).keys()];
  return pids.filter((pid) => {
    try {
      return /^sleep\x00424[23456]\x00/.test(readFileSync(`/proc/${String(pid)}/cmdline`, 'latin1'));
    } catch {
      return false;
    }
  });
}
