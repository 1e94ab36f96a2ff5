import type { Command } from '../../command-line/command.ts';
import { gateExplain } from './explain.ts';
import { gateJudge } from './judge.ts';
import { gateParse } from './parse.ts';
import { policyCommands } from './policy.ts';
import { switchCommands } from './switch.ts';

/** The first three are pure: no data folder, no lock, no running app. */
export const gateCommands: readonly Command[] = [
  gateExplain,
  gateJudge,
  gateParse,
  ...policyCommands,
  ...switchCommands,
];
