import type { HarnessEvent } from '../../../core/model/harness-event.ts';
import type { Failure } from '../../../core/result.ts';
import type { HarnessCapabilities, HarnessSession } from '../harness.ts';
import { HarnessFailure } from '../harness-failure.ts';
import { startClaude } from './protocol/claude-process.ts';
import type { ClaudeProcess } from './protocol/claude-process.ts';
import { createGate } from './gate.ts';
import { initialize } from './protocol/initialize.ts';
import { launchOf } from './launch/launch.ts';
import type { LaunchParts, SessionFlag } from './launch/launch.ts';
import { createTranslator } from './events/translate.ts';
import { createTurns } from './turns.ts';
import type { Turns } from './turns.ts';
import { totalsAtStart, usageMeter } from './events/usage.ts';
import type { UsageMeter } from './events/usage.ts';
import type { Message } from './protocol/wire.ts';

const capabilities: HarnessCapabilities = {
  messages: true,
  steer: 'tool-boundary',
  resume: true,
  cost: true,
  keepsAlive: true,
  gate: 'callback',
  denyReason: 'native',
};

const END_WITHIN_MS = 5000;

export type OpenOptions = { readonly flag: SessionFlag; readonly withinMs: number };

/** Starts the program on a session, new or resumed, with its gate set up. Rejects with a HarnessFailure. */
export async function openSession(parts: LaunchParts, { flag, withinMs }: OpenOptions): Promise<HarnessSession> {
  const { start, folder } = parts;
  const holder: { turns?: Turns; meter?: UsageMeter } = {};
  const tell = (event: HarnessEvent) => start.callbacks.onEvent(event);
  let ungated: HarnessFailure | undefined;
  const onUngated = (reason: string) => {
    ungated ??= new HarnessFailure(ungatedFailure(reason));
    tell({ type: 'error', message: ungated.message });
    holder.turns?.onEnd(ungated);
  };
  const breach = () => ungated?.message ?? folder.changed();
  const options = { callbacks: start.callbacks, workspace: start.workspace, plans: folder.plans, breach, onUngated };
  const gate = createGate(options);
  const translate = createTranslator(gate);
  const onMessage = (message: Message) => {
    for (const event of translate(message)) tell(event);
    if (message.type === 'user' && message.isReplay) holder.turns?.onHeard(message);
    if (message.type !== 'result') return;
    const usage = holder.meter?.used(message);
    if (usage) tell(usage);
    holder.turns?.onResult(message);
  };
  const onNoise = (text: string) => tell({ type: 'error', message: `Ignored what Claude Code said: ${text}` });
  const started = await startClaude(launchOf(parts, flag), start, { onMessage, onNoise, answer: gate.answer });
  if (!started.ok) throw new HarnessFailure(started.error);
  const process = started.value;
  const turns = (holder.turns = createTurns(process, tell));
  void process.gone.then((how) => turns.onEnd(new HarnessFailure({ code: 'agent-died', message: how })));
  const ready = await initialize(process, withinMs);
  if (!ready.ok) {
    await process.kill();
    throw new HarnessFailure(ready.error);
  }
  holder.meter = usageMeter(flag[0] === '--resume' ? await totalsAtStart(process) : undefined);
  return sessionOver(process, turns, flag[1]);
}

function sessionOver(process: ClaudeProcess, turns: Turns, session: string): HarnessSession {
  const kill = async () => {
    const report = await process.kill();
    if (!report.gone) throw new HarnessFailure(notGone(report.left));
  };
  return {
    session,
    capabilities,
    process: process.identity,
    exited: process.gone.then(() => undefined),
    prompt: turns.begin,
    steer: turns.steer,
    cancelTurn: turns.cancel,
    setMode: async (mode) => (await process.request({ subtype: 'set_permission_mode', mode })).ok,
    kill,
    async end() {
      process.closeInput();
      const late = new Promise((resolve) => setTimeout(() => resolve('late'), END_WITHIN_MS).unref());
      if ((await Promise.race([process.gone, late])) === 'late') await kill();
    },
  };
}

function ungatedFailure(reason: string): Failure {
  return { code: 'ungated', message: reason, next: 'Look at what the agent did, then start the run again' };
}

function notGone(left: readonly number[]): Failure {
  const message = `Processes ${left.join(', ')} of the run could not be ended`;
  return { code: 'process-left', message, next: 'End them by hand, then start the run again' };
}
