import type { Command } from '../../command-line/command.ts';
import { skillAdd, skillList, skillShow } from './list.ts';
import { skillProve } from './prove.ts';
import { skillValidate } from './validate.ts';

export const skillCommands: readonly Command[] = [skillList, skillShow, skillValidate, skillAdd, skillProve];
