import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { InstructionId } from '../../core/ids.ts';
import { shellLine } from '../../core/views/text/shell-line.ts';
import { knownAgents } from '../../main/harness/acp/agents.ts';
import { findPrograms } from '../../main/harness/acp/detect.ts';
import { acpHarness } from '../../main/harness/acp/index.ts';
import { cleanEnvironment } from '../../main/process/environment.ts';
import { startFakeModel } from '../fake-model/fake-model.ts';
import { findProgram, leftOut } from '../fake-model/find-program.ts';
import { openInPty } from '../pty.ts';

// The real programs: what was said in a run stands on the screen of the agent's own interface when a person takes over.

test.skip(!existsSync('/usr/bin/script'), 'script of util-linux, which lends a terminal, is not installed');
test.setTimeout(400_000);

const ENTER = '\r';
const UP = `${String.fromCharCode(27)}[A`;
const DOWN = `${String.fromCharCode(27)}[B`;
/** What programs ask at their first start in a folder. */
const QUESTIONS = [
  [/Yes,\s*I\s*trust/, `${DOWN}${ENTER}`],
  [/Trust\s*and\s*continue/, ENTER],
  [/use\s*this\s*API\s*key/, `${UP}${ENTER}`],
] as const;

for (const agent of knownAgents) {
  test(`${agent.title}: a person who takes over finds its session in its own interface, without our gate`, async () => {
    test.skip(leftOut(agent.id) !== undefined, leftOut(agent.id));
    test.skip(agent.resumes === false, `${agent.title} forgets its sessions`);
    const claude = findProgram('claude');
    if (claude) process.env.PATH = [dirname(claude.command), process.env.PATH].join(delimiter);
    const found = await findPrograms(agent);
    test.skip(!found.ok, found.ok ? '' : found.error.message);
    const base = join(homedir(), '.cache', 'teatree', 'tests');
    mkdirSync(base, { recursive: true });
    const folder = mkdtempSync(join(base, `take-over-${agent.id}-`));
    const [workspace, person, state] = ['w', 'person', 'state'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    for (const each of [workspace, person, state]) mkdirSync(each);
    execFileSync('git', ['init', '-q', workspace]);
    const model = await startFakeModel({ scenarios: { tea: [{ say: 'The kettle sings quietly.' }] } });
    const harness = acpHarness(agent, { person, modelUrl: model.url });
    const place = { workspace, repos: [{ name: 'w', path: workspace }], state };
    const begun = await harness.start({
      ...{ ...place, run: `run_over_${agent.id}`, session: undefined, config: {}, containment: undefined },
      ...{ canary: 'teatree-canary over', env: cleanEnvironment({ HOME: person, TMPDIR: folder }) },
      callbacks: {
        onEvent: () => undefined,
        permission: () => Promise.resolve({ kind: 'deny', message: 'Denied by CANARY' }),
        question: () => Promise.reject(new Error('Nobody answers')),
      },
    });
    try {
      const goal = { id: InstructionId.parse('ins_one'), kind: 'message', text: 'Make tea. [[scenario:tea]]' } as const;
      expect((await begun.prompt(goal)).summary).toContain('kettle');
      await begun.end();
      const command = await harness.takeOver?.({ ...place, session: begun.session });
      if (!command) throw new Error(`${agent.title} has no interface`);
      expect(shellLine(command)).toContain(begun.session);
      const terminal = openInPty(shellLine(command), { ...process.env, HOME: person, TERM: 'xterm-256color' });
      try {
        await terminal.until(/kettle\s*sings|sings\s*quietly/, QUESTIONS);
      } finally {
        await terminal.close();
      }
    } finally {
      await begun.kill();
      await model.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    }
  });
}
