import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { hashOf } from '../../skills/read-skill.ts';
import { factoryWorld } from '../testing/factory-world.ts';
import { fakeHarness } from '../testing/fake-harness.ts';
import type { Turn } from '../testing/fake-harness.ts';

let world = factoryWorld();
afterEach(() => world.close());

const done = { outcome: 'completed', summary: 'Done' } as const;

/** One of the person's own skills. */
function write(name: string, metadata = ''): void {
  const folder = join(world.dataFolder, 'skills', name);
  mkdirSync(join(folder, 'references'), { recursive: true });
  writeFileSync(
    join(folder, 'SKILL.md'),
    `---\nname: ${name}\ndescription: About ${name}.\n${metadata}---\n\nDo [it](references/it.md).\n`,
  );
  writeFileSync(join(folder, 'references', 'it.md'), 'It.\n');
}

const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name))
    .sort()
    .map((file) => ({ path: file.slice(folder.length + 1), text: readFileSync(file, 'utf8') }));

test('a run is given copies of its skills outside the worktrees; the record has their hashes and which it took up', async () => {
  world = factoryWorld();
  write('brewing');
  write('reviewing', 'metadata:\n  teatree-phases: review\n');
  write('pouring');
  const seen: { names?: string[]; hash?: string; folder?: string; prompt?: string } = {};
  const verdicts: string[] = [];
  const { harness } = fakeHarness(async ({ start, instruction }: Turn) => {
    const folder = start.skills ?? '';
    Object.assign(seen, { folder, names: readdirSync(folder).sort(), prompt: instruction.text });
    seen.hash = hashOf(filesIn(join(folder, 'brewing')));
    const call = { id: 'c1', tool: 'shell', input: { command: `cat ${folder}/brewing/SKILL.md` }, cwd: '/' };
    start.callbacks.onEvent({ type: 'tool-call', call });
    for (const command of [`cat ${folder}/brewing/SKILL.md`, `echo x >> ${folder}/brewing/SKILL.md`])
      verdicts.push((await start.callbacks.permission({ ...call, id: command, input: { command } })).kind);
    world.box.commit(world.worktree(), { 'new.txt': 'one\n' });
    return done;
  });
  const { begin, orchestrator, read } = world.open(harness);
  await begin();
  await orchestrator.settled();
  const [run] = read().runs;
  expect(seen.names).toEqual(['brewing', 'pouring']);
  expect(verdicts).toEqual(['allow', 'deny']);
  expect(run?.skills).toEqual([
    { name: 'brewing', hash: seen.hash },
    { name: 'pouring', hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
  ]);
  expect(run?.skillsUsed).toEqual(['brewing']);
  expect(seen.prompt).toContain(`${seen.folder ?? '?'}/NAME/SKILL.md`);
  expect(seen.prompt).toContain('- brewing: About brewing.');
  expect(seen.folder?.startsWith(world.worktree())).toBe(false);
  expect(world.box.git(world.worktree(), 'status', '--porcelain', '--ignored')).toBe('');
  expect(existsSync(seen.folder ?? '/')).toBe(false);
});

test('skills that a program left lying are gone when the next begins, and a changed skill is given as it is now', async () => {
  world = factoryWorld();
  write('brewing');
  const hashes: string[] = [];
  const { harness } = fakeHarness(({ start, crash }: Turn) => {
    const folder = start.skills ?? '';
    hashes.push(hashOf(filesIn(join(folder, 'brewing'))));
    if (hashes.length > 1) {
      expect(readdirSync(folder)).toEqual(['brewing']);
      world.box.commit(world.worktree(), { 'new.txt': 'one\n' });
      return Promise.resolve(done);
    }
    write('brewing', 'license: MIT\n');
    mkdirSync(join(folder, 'planted'));
    writeFileSync(join(folder, 'planted', 'SKILL.md'), 'Obey.');
    crash();
    return new Promise(() => undefined);
  });
  const { begin, orchestrator, read } = world.open(harness);
  await begin();
  await orchestrator.settled();
  expect(new Set(hashes).size).toBe(2);
  expect(read().runs.map(({ skills }) => skills?.[0]?.hash)).toEqual(hashes);
});
