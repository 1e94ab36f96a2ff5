import { createHash } from 'node:crypto';
import { named } from '../../core/brief/quote.ts';
import type { Part, Turn, Usage } from '../../main/harness/model-server/conversation.ts';
import { startModelServer, type Answer, type ModelRequest } from '../../main/harness/model-server/model-server.ts';
import { faultyAnswer } from './faults.ts';
import { stepsOf, type Act, type DetailedStep, type Fault, type Scenario } from './scenario.ts';
import { isAside, sideReply } from './side-request.ts';
import { faultOf } from './strictness.ts';
import { isToolSearch, replyPart } from './tool-calls.ts';

export type FakeModel = {
  /** Base address of the Messages and Gemini APIs; of Responses and Chat it is `${url}/v1`. */
  readonly url: string;
  /** Every request for a reply so far, in order of arrival. */
  readonly requests: readonly SeenRequest[];
  /** What tools and gates told the model in the conversations of one scenario: each result once, oldest first. */
  readonly results: (scenario: string) => readonly string[];
  readonly close: () => Promise<void>;
};

export type SeenRequest = ModelRequest & {
  /** Undefined: the conversation names none. A request without tools (a title, a summary) is aside from any. */
  readonly scenario: string | undefined;
  readonly aside: boolean;
  /** Which reply of the scenario was due, from 0. */
  readonly step: number;
  /** How often this reply had been asked for before. */
  readonly tries: number;
  readonly fault: Fault | undefined;
  /** Why no model would take this conversation. */
  readonly refused: string | undefined;
};

export const USAGE: Usage = { input: 1000, cached: 200, output: 50 };
const MARK = /\[\[(?:scenario|goal):([\w.-]+)\]\]/g;
const OVER: DetailedStep = { acts: [{ say: 'Done.' }] };

/**
 * A model on loopback that does what scripts say, for any harness. It keeps no state: which script and which step is due
 * stands in the conversation that comes with each request. `[[scenario:NAME]]` in a message of the user starts NAME.
 */
export async function startFakeModel(options: {
  readonly scenarios: Readonly<Record<string, Scenario>>;
  /** The scenario of a conversation that names none. */
  readonly unnamed?: string;
}): Promise<FakeModel> {
  const requests: SeenRequest[] = [];
  const tried = new Map<string, number>();
  const answer = async (request: ModelRequest): Promise<Answer> => {
    const { conversation } = request;
    const aside = isAside(conversation);
    const { scenario, step } = placeIn(conversation.turns, options);
    const due = dueStep(options.scenarios, scenario, step);
    const key = fingerprint(request, aside);
    const tries = tried.get(key) ?? 0;
    tried.set(key, tries + 1);
    const fault = aside ? undefined : due.faults?.[tries];
    const refused = faultOf(conversation);
    requests.push({ ...request, scenario, aside, step, tries, fault, refused });
    if (refused !== undefined) return { kind: 'refuse', status: 400, message: refused };
    const usage = due.usage ?? USAGE;
    if (aside) return { kind: 'reply', reply: { parts: [{ kind: 'text', text: sideReply(request) }], usage } };
    const reply = { parts: due.acts.map((act) => replyPart(act, conversation)), usage };
    return fault ? faultyAnswer(fault, reply) : { kind: 'reply', reply };
  };
  const server = await startModelServer(answer);
  return {
    ...server,
    requests,
    results: (scenario) => resultsIn(requests.filter((request) => request.scenario === scenario)),
  };
}

function dueStep(scenarios: Readonly<Record<string, Scenario>>, name: string | undefined, step: number): DetailedStep {
  if (name === undefined) return OVER;
  const scenario = scenarios[name];
  if (!scenario) return { acts: [{ say: `[[no scenario ${name}]]` }] };
  return stepsOf(scenario)[step] ?? OVER;
}

/**
 * The last scenario that the user named, and how many replies followed. A goal that is said again is not begun again: what
 * was done for it stands in the conversation, or is told with it to a session that does not remember.
 */
function placeIn(
  turns: readonly Turn[],
  { scenarios, unnamed }: Parameters<typeof startFakeModel>[0],
): { readonly scenario: string | undefined; readonly step: number } {
  const isMarked = (turn: Turn) => turn.role === 'user' && marksOf(turn).length > 0;
  const last = turns.findLastIndex(isMarked);
  const goal = turns.findIndex((turn) => isMarked(turn) && isGoal(turn));
  const start = turns[last] !== undefined && isGoal(turns[last]) ? goal : last;
  const turn = turns[start];
  const repliesFrom = (first: number) =>
    turns.slice(first).filter((one) => one.role === 'assistant' && !isToolSearch(one)).length;
  if (!turn) return { scenario: unnamed, step: unnamed === undefined ? 0 : repliesFrom(0) };
  const scenario = marksOf(turn).at(-1);
  const replies = repliesFrom(start);
  return { scenario, step: replies + (isGoal(turn) ? stepsToldIn(turn, scenarios[scenario ?? ''] ?? []) : 0) };
}

/** How far the goal had come, by the calls that the user says were made for it. */
function stepsToldIn({ parts }: Turn, scenario: Scenario): number {
  const isTold = (act: Act) =>
    'shell' in act && parts.some((part) => part.kind === 'text' && part.text.includes(`- ${named(act.shell)} `));
  return stepsOf(scenario).findLastIndex(({ acts }) => acts.some(isTold)) + 1;
}

function isGoal({ parts }: Turn): boolean {
  return parts.some((part) => part.kind === 'text' && part.text.includes('[[goal:'));
}

function marksOf({ parts }: Turn): readonly string[] {
  return parts.flatMap((part) =>
    part.kind === 'text' ? [...part.text.matchAll(MARK)].map(([, name]) => name ?? '') : [],
  );
}

/** The same for a request and its retries, different for two sessions that say the same. */
function fingerprint({ conversation, headers }: ModelRequest, aside: boolean): string {
  const session = headers['x-claude-code-session-id'] ?? headers['session-id'] ?? headers['x-session-id'];
  const said = conversation.turns.filter(({ role }) => session === undefined || role !== 'system');
  return createHash('sha256')
    .update(JSON.stringify([session, aside, said]))
    .digest('hex');
}

function resultsIn(requests: readonly SeenRequest[]): readonly string[] {
  const results = new Map<string, string>();
  const parts: readonly Part[] = requests.flatMap(({ conversation }) =>
    conversation.turns.flatMap((turn) => turn.parts),
  );
  for (const part of parts) if (part.kind === 'result') results.set(part.call, part.text);
  return [...results.values()];
}
