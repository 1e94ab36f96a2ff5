import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { shellLine } from '../../core/views/text/shell-line.ts';
import { InstructionId } from '../../core/ids.ts';
import { claudeHarness } from '../../main/harness/claude/index.ts';
import { startFakeModel } from '../fake-model/fake-model.ts';
import { findProgram } from '../fake-model/find-program.ts';
import { openInPty } from '../pty.ts';

const CLAUDE = findProgram('claude');
const UP = `${String.fromCharCode(27)}[A`;
const DOWN = `${String.fromCharCode(27)}[B`;
const KEY = 'sk-ant-dummy-0123456789';

test.skip(CLAUDE === undefined, 'Claude Code is not installed: npm run harnesses -- claude');
test.skip(!existsSync('/usr/bin/script'), 'script of util-linux, which lends a terminal, is not installed');
test.setTimeout(180_000);

test('take-over opens the very session in the program’s own interface, and the next turn goes on from it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'teatree-take-over-'));
  const workspace = join(folder, 'w');
  mkdirSync(workspace);
  execFileSync('git', ['init', '-q', workspace]);
  const model = await startFakeModel({
    scenarios: { tea: [{ say: 'The kettle sings quietly.' }, { say: 'Still singing.' }, { say: 'And poured.' }] },
  });
  const account = { ANTHROPIC_BASE_URL: model.url, ANTHROPIC_API_KEY: KEY };
  const harness = claudeHarness({ program: CLAUDE?.command ?? '', accountEnv: account });
  const begin = (session: string | undefined) =>
    harness.start({
      ...{
        run: 'run_takeover',
        workspace,
        repos: [{ name: 'w', path: workspace }],
        session,
        state: join(folder, 'state'),
      },
      ...{ canary: 'teatree-canary run_takeover', config: {}, env: { PATH: process.env.PATH ?? '', HOME: folder } },
      containment: undefined,
      callbacks: {
        onEvent: () => undefined,
        permission: () => Promise.resolve({ kind: 'deny', message: 'Denied by CANARY' }),
        question: () => Promise.reject(new Error('Nobody answers')),
      },
    });
  const say = (text: string) => ({ id: InstructionId.parse('ins_one'), kind: 'message', text }) as const;
  try {
    const first = await begin(undefined);
    expect((await first.prompt(say('Make tea. [[scenario:tea]]'))).summary).toContain('kettle');
    await first.end();

    const place = { session: first.session, state: join(folder, 'state'), workspace, repos: [] };
    const command = await harness.takeOver?.(place);
    if (!command) throw new Error('Claude Code has no take-over');
    expect(shellLine(command)).toContain(`--resume ${first.session}`);
    expect(shellLine(command)).not.toContain(KEY);
    const terminal = openInPty(shellLine(command), {
      ...process.env,
      ...account,
      HOME: folder,
      TERM: 'xterm-256color',
    });
    // The person accepts what the program asks at its first start in this folder, then sees what was said before.
    await terminal.until(/kettle\s*sings|sings\s*quietly/, [
      [/Yes,\s*I\s*trust/, `${DOWN}\r`],
      [/use\s*this\s*API\s*key/, `${UP}\r`],
    ]);
    await terminal.close();

    const second = await begin(first.session);
    expect(second.session).toBe(first.session);
    expect((await second.prompt(say('And now?'))).outcome).toBe('completed');
    expect(JSON.stringify(model.requests.at(-1)?.body)).toContain('The kettle sings quietly.');
    await second.kill();
  } finally {
    await model.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
