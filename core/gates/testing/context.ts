import { normalise } from '../action.ts';
import type { GateContext } from '../context.ts';
import { exampleContext, exampleCwd } from '../example/context.ts';
import { judge } from '../policy.ts';
import type { Verdict } from '../verdict.ts';

export const app = exampleCwd;
export const lib = exampleCwd.replace('/app/', '/lib/');

/** The example, with two links in its first worktree. */
export const context: GateContext = {
  ...exampleContext,
  symlinks: { [`${app}/link`]: '/home/dev/src/app', [`${app}/up`]: '..' },
};

export function judgeShell(command: string, given: GateContext = context): Verdict {
  return judgeTool('shell', { command }, given);
}

export function judgeTool(tool: string, input: Record<string, string>, given: GateContext = context): Verdict {
  return judge(normalise({ id: 'call', tool, input, cwd: app }, given), given);
}
