import type { Fault } from './fault.ts';
import { clockFaults } from './kinds/clock-faults.ts';
import { crowdFaults } from './kinds/crowd-faults.ts';
import { diskFaults } from './kinds/disk-faults.ts';
import { handFaults } from './kinds/hand-faults.ts';
import { lockFaults } from './kinds/lock-faults.ts';
import { processFaults } from './kinds/process-faults.ts';
import { remoteFaults } from './kinds/remote-faults.ts';
import { stepFaults } from './kinds/steps/step-faults.ts';
import { storeFaults } from './kinds/store-faults.ts';
import { streamFaults } from './kinds/stream-faults.ts';
import { windowFaults } from './kinds/window-faults.ts';
import { workspaceFaults } from './kinds/workspace-faults.ts';

export const faults: readonly Fault[] = [
  ...processFaults,
  ...stepFaults,
  ...workspaceFaults,
  ...storeFaults,
  ...diskFaults,
  ...clockFaults,
  ...handFaults,
  ...lockFaults,
  ...remoteFaults,
  ...streamFaults,
  ...crowdFaults,
  ...windowFaults,
];

/** One of each family, for every change. */
export const shortForm: readonly string[] = [
  ...['kill-factory', 'reboot', 'kill-agent', 'stop-factory', 'cut-at-run.spawned', 'cut-at-landing.pushed'],
  ...['journal-nul', 'disk-full', 'worktree-moved', 'stream-truncated'],
];

/** Those that the same factory lives through, over and over. */
export const soakForm: readonly string[] = [
  ...['kill-agent', 'kill-grandchild', 'kill-spawner', 'stop-factory', 'stop-agent', 'two-instances', 'no-files'],
  ...[
    'disk-full',
    'writes-eio',
    'appends-eio',
    'clock-back',
    'locks-held',
    'remotes-gone',
    'worktree-moved',
    'worktree-deleted',
  ],
  ...['stream-truncated', 'stream-duplicated', 'stream-not-utf8', 'stream-long-line', 'stream-exits-0'],
];
