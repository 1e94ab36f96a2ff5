import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { namesIn } from '../../files/names-in.ts';
import type { Harness, HarnessSession, StartOptions, TakeOverPlace } from '../harness.ts';
import { HarnessFailure } from '../harness-failure.ts';
import type { AcpAgent } from './agents/agent.ts';
import { attach, type AttachOptions, type Attachment } from './attach.ts';
import { proveGate } from './canary.ts';
import { detect, findPrograms } from './detect.ts';
import { locate } from './locate.ts';
import { sessionOver } from './session.ts';
import { openSession } from './start.ts';
import { takeOver } from './take-over/take-over.ts';
import { modeKeeper } from './turn/mode.ts';
import { agentTurns, type Turns } from './turn/turn.ts';
import { turnCost } from './turn/usage.ts';

export type AcpHarnessOptions = {
  /** How long the agent may take to open a session, and to try the canary. */
  readonly limitMs?: number;
  /** Where the person's own configuration of agents lies. */
  readonly person?: string;
  /** A server on loopback in the place of the person's own model. */
  readonly modelUrl?: string | undefined;
};

type Chosen = AcpHarnessOptions & { readonly limitMs: number; readonly person: string };

const LIMIT_MS = 120_000;

/** Any agent that speaks the Agent Client Protocol, by its row of the table. */
export function acpHarness(agent: AcpAgent, options: AcpHarnessOptions = {}): Harness {
  return {
    id: agent.id,
    title: agent.title,
    ...(agent.skills && { skills: { ...agent.skills, folder: join(agent.id, agent.skills.folder) } }),
    traits: { gate: agent.gate, steer: 'next-turn', gaps: agent.gaps, seatGap: agent.seatGap, modes: agent.modes },
    detect: () => detect(agent),
    start: (start) => startSession(agent, start, { limitMs: LIMIT_MS, person: homedir(), ...options }),
    takeOver: (place) =>
      takeOver(agent, place, {
        ...{ person: options.person ?? homedir(), cwd: cwdOf(place) },
        model: options.modelUrl === undefined ? undefined : { url: options.modelUrl },
      }),
  };
}

async function startSession(known: AcpAgent, start: StartOptions, options: Chosen): Promise<HarnessSession> {
  const agent = inside(start, known);
  const { limitMs } = options;
  const base = { ...(await attachmentOf(agent, start, options)), limitMs };
  if (agent.canary) await proveGate({ ...base, canary: start.canary });
  const cost = turnCost();
  const late: { turns?: Turns; attachment?: Attachment; session?: string } = {};
  const mode = modeKeeper(agent, late, start.callbacks.onEvent);
  const onEvent: StartOptions['callbacks']['onEvent'] = (event) => {
    if (event.type === 'text') late.turns?.onText(event.text);
    start.callbacks.onEvent(event);
  };
  const alarm = gateAlarm(onEvent);
  const attachment = (late.attachment = await attach({
    ...base,
    callbacks: { ...start.callbacks, onEvent },
    onUnheard: (message) => late.turns?.say(message),
    onUngated: alarm.sound,
    listener: { onCost: cost.onCost, onMode: mode.onTold },
  }));
  const { connection, preparation } = attachment;
  try {
    const cwd = base.home.cwd;
    const opened = await openSession(connection, {
      agent,
      preparation,
      cwd,
      earlier: agent.resumes === false ? undefined : start.session,
      limitMs,
      tools: start.tools,
    });
    late.session = opened.id;
    if (opened.resumed) cost.onResumed();
    const turns = (late.turns = agentTurns({
      agent: connection.agent,
      session: opened.id,
      onEvent,
      cost,
      onCancel: attachment.cancelRequests,
    }));
    attachment.goLive();
    return sessionOver({ agent, attachment, opened, turns, mode, ungated: alarm.ungated });
  } catch (error) {
    await connection.kill();
    await attachment.close();
    throw error;
  }
}

/** Tells once that the gate was brought down, and ends the turn with it. */
function gateAlarm(onEvent: StartOptions['callbacks']['onEvent']) {
  let fail: ((failure: HarnessFailure) => void) | undefined;
  const ungated = new Promise<never>((_, reject) => (fail = reject));
  // It may come between two turns, when nobody waits for it.
  ungated.catch(() => undefined);
  return {
    ungated,
    sound(message: string): void {
      if (!fail) return;
      onEvent({ type: 'error', message });
      fail(
        new HarnessFailure({ code: 'ungated', message, next: 'Look at what the agent did, then start the run again' }),
      );
      fail = undefined;
    },
  };
}

/** The agent as it has to be where it starts. */
function inside({ containment, skills }: StartOptions, agent: AcpAgent): AcpAgent {
  const mode = (containment && agent.containedMode) ?? agent.mode;
  return {
    ...agent,
    ...(mode !== undefined && { mode }),
    async prepare(home) {
      const made = await agent.prepare(home);
      if (skills === undefined) return made;
      // Each by itself: a program may keep skills of its own beside ours.
      const given = (await namesIn(skills)).map((name) => join(skills, name));
      return { ...made, settings: [...(made.settings ?? []), ...given] };
    },
  };
}

/** Where the agent works: in its repo where it has only one. */
function cwdOf({ repos: [only, ...others], workspace }: TakeOverPlace): string {
  return only !== undefined && others.length === 0 ? only.path : workspace;
}

async function attachmentOf(
  agent: AcpAgent,
  start: StartOptions,
  { person, modelUrl: url }: Chosen,
): Promise<Omit<AttachOptions, 'onUnheard' | 'onUngated' | 'listener'>> {
  const found = await findPrograms(agent, start.env.PATH);
  if (!found.ok) throw new HarnessFailure(found.error);
  const bash = await locate({ bin: 'bash', install: '' }, `${start.env.PATH ?? ''}:/bin:/usr/bin`);
  if (!bash) {
    const message = `The gate of ${agent.title} needs bash, which was not found`;
    throw new HarnessFailure({ code: 'program-missing', message, next: 'Install bash' });
  }
  const folder = join(start.state, agent.id);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const model = url === undefined ? undefined : { url };
  const cwd = cwdOf(start);
  const contained = start.containment !== undefined;
  const home = { folder, person, cwd, programs: found.value.programs, model, bash: bash.file, contained };
  const { run, env, callbacks, containment, tools } = start;
  return { agent, run, env, callbacks, containment, tools, home };
}
