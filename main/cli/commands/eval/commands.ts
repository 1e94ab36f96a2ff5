import type { Command } from '../../command-line/command.ts';
import { evalBaseline } from './baseline.ts';
import { evalCompare } from './compare.ts';
import { evalCoverage } from './coverage.ts';
import { evalGrade } from './grade.ts';
import { evalList, evalProve } from './list.ts';
import { evalRecord, evalReplay } from './replay.ts';
import { evalRun } from './run.ts';

export const evalCommands: readonly Command[] = [
  ...[evalList, evalRun, evalProve, evalGrade, evalReplay, evalRecord],
  ...[evalCompare, evalBaseline, evalCoverage],
];
