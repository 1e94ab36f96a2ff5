import type { GateContext } from '../context.ts';

const workspaces = '/home/dev/factory/wt';
/** Where the example's calls start: its worktree of the first repo. */
export const exampleCwd = `${workspaces}/app/T-42`;

function worktree(path: string) {
  return { path, branch: 'factory/T-42', defaultBranch: 'main', remote: 'origin' };
}

/** One run over two repos, another run beside it, two clones of the person's: what the policy's examples are told of. */
export const exampleContext: GateContext = {
  home: '/home/dev',
  worktrees: [worktree(exampleCwd), worktree(`${workspaces}/lib/T-42`)],
  scratch: '/tmp/factory/T-42',
  workspace: `${workspaces}/T-42`,
  workspaces,
  primaryClones: ['/home/dev/src/app', '/home/dev/src/lib'],
  appState: '/home/dev/.factory',
  protectedBranches: ['main', 'master', 'develop', 'release/*'],
  env: { HOME: '/home/dev', TMPDIR: '/tmp/factory/T-42', PATH: '/usr/bin:/bin', USER: 'dev' },
  processes: [4242, 4300],
  symlinks: {},
};
