import type { Command } from '../../command-line/command.ts';
import { decisionsAnswer, decisionsUndo } from './answer.ts';
import { decisionsList, decisionsShow } from './list.ts';
import { decisionsReplay } from './replay.ts';
import { decisionsAdvise, decisionsAsk, decisionsBoard, decisionsTranscript } from './seat.ts';

export const decisionCommands: readonly Command[] = [
  decisionsList,
  decisionsShow,
  decisionsAnswer,
  decisionsUndo,
  decisionsReplay,
  decisionsBoard,
  decisionsAdvise,
  decisionsAsk,
  decisionsTranscript,
];
