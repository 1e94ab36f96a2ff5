import type { Command } from './command-line/command.ts';
import { askCommands } from './commands/ask/ask.ts';
import { attention } from './commands/attention/attention.ts';
import { backupCommands } from './commands/backup.ts';
import { board } from './commands/board.ts';
import { checkpointCommands } from './commands/checkpoint.ts';
import { decisionCommands } from './commands/decisions/commands.ts';
import { doctor } from './commands/doctor.ts';
import { evalCommands } from './commands/eval/commands.ts';
import { gateCommands } from './commands/gate/commands.ts';
import { harnessCommands } from './commands/harness.ts';
import { journalTail } from './commands/journal.ts';
import { lessonCommands } from './commands/lesson/lesson.ts';
import { orderCommands } from './commands/decisions/orders.ts';
import { radar } from './commands/overlap/radar.ts';
import { recipeCommands } from './commands/recipe.ts';
import { repoCommands } from './commands/repo.ts';
import { same } from './commands/overlap/same.ts';
import { search } from './commands/overlap/search.ts';
import { secretsScan } from './commands/secrets/scan.ts';
import { serveCommand } from './commands/serve.ts';
import { settingsCommands } from './commands/settings.ts';
import { signalCommands } from './commands/decisions/signal.ts';
import { skillCommands } from './commands/skill/commands.ts';
import { similar } from './commands/overlap/similar.ts';
import { threadBrief } from './commands/thread/brief.ts';
import { threadLandCommands } from './commands/thread/land.ts';
import { threadListCommands } from './commands/thread/list.ts';
import { threadMode } from './commands/thread/mode.ts';
import { threadNew } from './commands/thread/new.ts';
import { threadReview } from './commands/thread/review.ts';
import { threadSteerCommands } from './commands/thread/steer.ts';
import { threadSwitch } from './commands/thread/switch.ts';
import { threadTakeOver } from './commands/thread/take-over.ts';
import { threadWeightCommands } from './commands/thread/weight.ts';
import { workspaceCommands } from './commands/workspace.ts';

/** Everything `teatree` can do, in the order of the help. `help` and `version` are run by run-cli itself. */
export const commands: readonly Command[] = [
  ...repoCommands,
  threadNew,
  ...threadListCommands,
  ...threadSteerCommands,
  ...threadWeightCommands,
  threadTakeOver,
  threadBrief,
  threadSwitch,
  threadMode,
  threadReview,
  ...threadLandCommands,
  ...checkpointCommands,
  ...workspaceCommands,
  board,
  attention,
  ...decisionCommands,
  ...orderCommands,
  ...signalCommands,
  ...askCommands,
  journalTail,
  ...gateCommands,
  secretsScan,
  ...evalCommands,
  ...lessonCommands,
  search,
  radar,
  similar,
  same,
  ...recipeCommands,
  ...skillCommands,
  ...harnessCommands,
  ...settingsCommands,
  ...backupCommands,
  doctor,
  serveCommand,
];
