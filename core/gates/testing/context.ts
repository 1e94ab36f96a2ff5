import { normalise } from '../action.ts';
import type { GateContext } from '../context.ts';
import { judge } from '../policy.ts';
import type { Verdict } from '../verdict.ts';

const workspaces = '/home/dev/factory/wt';
export const app = `${workspaces}/app/T-42`;
export const lib = `${workspaces}/lib/T-42`;

function worktree(path: string) {
  return { path, branch: 'factory/T-42', defaultBranch: 'main', remote: 'origin' };
}

/** One run over two repos, another run beside it, and two clones of the person's. */
export const context: GateContext = {
  home: '/home/dev',
  worktrees: [worktree(app), worktree(lib)],
  scratch: '/tmp/factory/T-42',
  workspace: `${workspaces}/T-42`,
  workspaces,
  primaryClones: ['/home/dev/src/app', '/home/dev/src/lib'],
  appState: '/home/dev/.factory',
  protectedBranches: ['main', 'master', 'develop', 'release/*'],
  env: { HOME: '/home/dev', TMPDIR: '/tmp/factory/T-42', PATH: '/usr/bin:/bin', USER: 'dev' },
  processes: [4242, 4300],
  symlinks: { [`${app}/link`]: '/home/dev/src/app', [`${app}/up`]: '..' },
};

export function judgeShell(command: string, given: GateContext = context): Verdict {
  return judgeTool('shell', { command }, given);
}

export function judgeTool(tool: string, input: Record<string, string>, given: GateContext = context): Verdict {
  return judge(normalise({ id: 'call', tool, input, cwd: app }, given), given);
}
