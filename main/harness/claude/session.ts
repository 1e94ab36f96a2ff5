import type { HarnessEvent } from '../../../core/model/harness-event.ts';
import type { Failure } from '../../../core/result.ts';
import type { HarnessCapabilities } from '../../../core/model/harness/harness-capabilities.ts';
import type { HarnessSession } from '../harness.ts';
import { HarnessFailure } from '../harness-failure.ts';
import { fewTroubles } from '../troubles.ts';
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
import type { Totals } from './events/usage.ts';
import type { Message } from './protocol/wire.ts';

const capabilities: HarnessCapabilities = {
  messages: true,
  steer: 'tool-boundary',
  resume: true,
  cost: true,
  keepsAlive: true,
  provable: true,
  gate: 'callback',
  denyReason: 'native',
  edit: true,
};

/** The first is the one in which it begins. In both its hook asks us first; modes that skip its own questions add nothing. */
export const modes = [
  { id: 'default', title: 'Work' },
  { id: 'plan', title: 'Plan first' },
] as const;

const END_WITHIN_MS = 5000;

export type OpenOptions = { readonly flag: SessionFlag; readonly withinMs: number };

/** Starts the program on a session, new or resumed, with its gate set up. Rejects with a HarnessFailure. */
export async function openSession(parts: LaunchParts, { flag, withinMs }: OpenOptions): Promise<HarnessSession> {
  const ear = createEar(parts);
  const started = await startClaude(launchOf(parts, flag), parts.start, ear.listener);
  if (!started.ok) throw new HarnessFailure(started.error);
  const process = started.value;
  const turns = createTurns(process, parts.start.callbacks.onEvent);
  ear.hear(turns);
  void process.gone.then((how) => turns.onEnd(new HarnessFailure({ code: 'agent-died', message: how })));
  const ready = await initialize(process, withinMs);
  if (!ready.ok) {
    await process.kill();
    throw new HarnessFailure(ready.error);
  }
  if (flag[0] === '--resume') ear.measureFrom(await totalsAtStart(process));
  return sessionOver(process, turns, { id: flag[1], onMode: ear.onMode });
}

/** What the program says, led to the gate, the events and the turns. */
function createEar({ start, folder }: LaunchParts) {
  const { callbacks, workspace } = start;
  const tell = (events: readonly HarnessEvent[]) => events.forEach((event) => callbacks.onEvent(event));
  let meter = usageMeter();
  let turns: Turns | undefined;
  let ungated: HarnessFailure | undefined;
  let mode: string = modes[0].id;

  /** A plan that was approved ends its mode, and the program says so. */
  function onMode(now: string): void {
    if (now === mode) return;
    mode = now;
    tell([{ type: 'mode', mode }]);
  }

  function onUngated(reason: string): void {
    if (ungated) return;
    ungated = new HarnessFailure(ungatedFailure(reason));
    tell([{ type: 'error', message: reason }]);
    turns?.onEnd(ungated);
  }

  const gate = createGate({
    ...{ callbacks, workspace, plans: folder.plans, onUngated },
    breach: () => ungated?.message ?? folder.changed(),
    onCall: (call, task) => tell(translator.called(call, task)),
  });
  const translator = createTranslator(gate);

  function onMessage(message: Message): void {
    tell(translator.eventsOf(message));
    if (message.type === 'system' && message.permissionMode) onMode(message.permissionMode);
    if (message.type === 'user' && message.isReplay) turns?.onHeard(message);
    if (message.type !== 'result') return;
    tell(meter.used(message));
    turns?.onResult(message);
  }

  return {
    listener: {
      onMessage,
      onNoise: fewTroubles((text) => tell([{ type: 'error', message: `Ignored what Claude Code said: ${text}` }])),
      answer: gate.answer,
    },
    onMode,
    hear: (ours: Turns) => void (turns = ours),
    measureFrom: (totals: Totals | undefined) => void (meter = usageMeter(totals)),
  };
}

type Named = { readonly id: string; readonly onMode: (mode: string) => void };

function sessionOver(process: ClaudeProcess, turns: Turns, { id, onMode }: Named): HarnessSession {
  const kill = async () => {
    const report = await process.kill();
    if (!report.gone) throw new HarnessFailure(notGone(report.left));
  };
  return {
    session: id,
    capabilities,
    process: process.identity,
    exited: process.gone.then(() => undefined),
    prompt: turns.begin,
    steer: turns.steer,
    cancelTurn: turns.cancel,
    async setMode(mode) {
      if (!modes.some((each) => each.id === mode)) return false;
      const taken = await process.request({ subtype: 'set_permission_mode', mode });
      if (taken.ok) onMode(mode);
      return taken.ok;
    },
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
