import type { HarnessCapabilities } from '../../../core/model/harness/harness-capabilities.ts';
import type { HarnessSession } from '../harness.ts';
import { HarnessFailure } from '../harness-failure.ts';
import type { AcpAgent } from './agents/agent.ts';
import type { Attachment } from './attach.ts';
import type { OpenedSession } from './start.ts';
import type { ModeKeeper } from './turn/mode.ts';
import type { Turns } from './turn/turn.ts';

export type SessionParts = {
  readonly agent: AcpAgent;
  readonly attachment: Attachment;
  readonly opened: OpenedSession;
  readonly turns: Turns;
  readonly mode: ModeKeeper;
  /** Rejects when the gate was brought down. */
  readonly ungated: Promise<never>;
};

const END_WITHIN_MS = 5000;

/** The session of a running agent, as the port wants it. */
export function sessionOver({ agent, attachment, opened, turns, mode, ungated }: SessionParts): HarnessSession {
  const { connection } = attachment;
  const exited = connection.gone.then(() => attachment.close());
  const kill = async () => {
    const report = await connection.kill();
    await exited;
    if (!report.gone) throw notGone(report.left);
  };
  return {
    session: opened.id,
    process: connection.process,
    exited,
    capabilities: capabilitiesOf(agent, opened),
    prompt: async (instruction) => {
      const ended = turns.run(instruction).then(async (end) => attachment.lookAtGate().then(() => end));
      return Promise.race([ungated, ended]);
    },
    steer: (text) => turns.say(text),
    cancelTurn: () => turns.cancel(),
    setMode: mode.choose,
    kill,
    async end() {
      connection.closeInput();
      const ended = await Promise.race([exited.then(() => true), after(END_WITHIN_MS)]);
      if (!ended) await kill();
    },
  };
}

function capabilitiesOf(agent: AcpAgent, { canResume }: OpenedSession): HarnessCapabilities {
  return {
    messages: true,
    steer: 'next-turn',
    resume: canResume && agent.resumes !== false,
    cost: agent.cost,
    keepsAlive: true,
    provable: agent.canary,
    gate: agent.gate,
    denyReason: agent.denyReason,
    edit: agent.edit,
  };
}

function after(ms: number): Promise<false> {
  return new Promise((resolve) => setTimeout(() => resolve(false), ms).unref());
}

function notGone(left: readonly number[]): HarnessFailure {
  const message = `Processes ${left.join(', ')} of the run could not be ended`;
  return new HarnessFailure({ code: 'process-left', message, next: 'End them by hand, then start the run again' });
}
