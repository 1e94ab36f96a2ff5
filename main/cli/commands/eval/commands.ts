import type { Command } from '../../command-line/command.ts';
import { evalCompare } from './compare.ts';
import { evalGrade } from './grade.ts';
import { evalList, evalProve } from './list.ts';

export const evalCommands: readonly Command[] = [evalList, evalProve, evalGrade, evalCompare];
