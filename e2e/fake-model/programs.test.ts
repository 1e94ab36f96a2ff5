import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { openSession } from './drive/acp-client.ts';
import { acpAgents, headless } from './drive/arrangements.ts';
import { runOnce } from './drive/run-once.ts';
import { isInstalled, start } from './drive/start.ts';
import { leftOut } from './find-program.ts';
import { startFakeModel, type FakeModel } from './fake-model.ts';
import type { Scenario } from './scenario.ts';

const SCENARIOS: Record<string, Scenario> = {
  text: [[{ think: 'A greeting will do.' }, { say: 'Good morning, teatree.' }]],
  shell: [{ shell: 'echo made > made.txt; echo out-of-shell' }, { say: 'The file is there.' }],
  busy: [
    {
      acts: [{ say: 'Late but here.' }],
      faults: [
        { fault: 'status', status: 429, retryAfter: 1 },
        { fault: 'status', status: 529 },
      ],
    },
  ],
};

let model: FakeModel;
test.beforeAll(async () => {
  model = await startFakeModel({ scenarios: SCENARIOS });
});
test.afterAll(() => model.close());
test.setTimeout(180_000);

for (const [name, arrange] of Object.entries(headless)) {
  test(`${name} takes the scripted model for a real one`, async () => {
    test.skip(leftOut(name) !== undefined, leftOut(name));
    test.skip(!isInstalled(arrange({ url: '', home: '' })), `${name} is not installed: npm run harnesses -- ${name}`);
    const from = model.requests.length;
    const run = (scenario: string) => runOnce(arrange, model.url, `Please do [[scenario:${scenario}]]`);
    expect((await run('text')).said).toContain('Good morning, teatree.');
    const shell = await run('shell');
    expect(shell.said).toContain('The file is there.');
    expect(shell.made).toBe('made\n');
    expect((await run('busy')).said).toContain('Late but here.');
    expectSeen(from);
  });
}

for (const [name, arrange] of Object.entries(acpAgents)) {
  test(`${name} takes the scripted model for a real one, over ACP`, async () => {
    test.skip(leftOut(name) !== undefined, leftOut(name));
    test.skip(!isInstalled(arrange({ url: '', home: '' })), `${name} is not installed: npm run harnesses -- ${name}`);
    const from = model.requests.length;
    const started = start(arrange, model.url);
    try {
      const session = await openSession(started);
      expect(await session.prompt('Please do [[scenario:text]]')).toBe('end_turn');
      expect(session.text()).toContain('Good morning, teatree.');
      expect(await session.prompt('Please do [[scenario:shell]]')).toBe('end_turn');
      expect(session.text()).toContain('The file is there.');
      const made = join(started.cwd, 'made.txt');
      expect(existsSync(made) && readFileSync(made, 'utf8')).toBe('made\n');
      expect(await session.prompt('Please do [[scenario:busy]]')).toBe('end_turn');
      expect(session.text()).toContain('Late but here.');
      expectSeen(from);
      const file = join(started.cwd, 'written.txt');
      SCENARIOS[name] = [{ write: { path: file, text: 'one\ntwo\n' } }, { read: file }, { say: 'Written and read.' }];
      expect(await session.prompt(`Please do [[scenario:${name}]]`)).toBe('end_turn');
      expect(readFileSync(file, 'utf8')).toBe('one\ntwo\n');
      expect(model.results(name).at(-1)).toContain('two');
      expect(session.text()).toContain('Written and read.');
      expect(model.requests.filter(({ refused }) => refused)).toEqual([]);
    } finally {
      await started.end();
    }
  });
}

/** What the model was asked since: the result of the tool, and again after each refusal. */
function expectSeen(from: number): void {
  const requests = model.requests.slice(from).filter(({ aside }) => !aside);
  const told = requests.flatMap(({ conversation }) => conversation.turns.flatMap(({ parts }) => parts));
  expect(told.some((part) => part.kind === 'result' && part.text.includes('out-of-shell'))).toBe(true);
  expect(requests.filter(({ scenario }) => scenario === 'busy').map(({ fault }) => fault?.fault)).toEqual([
    'status',
    'status',
    undefined,
  ]);
}
