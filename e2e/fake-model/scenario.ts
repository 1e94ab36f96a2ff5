import type { Usage } from '../../main/harness/model-server/conversation.ts';

/**
 * What the model does in answer to one `[[scenario:NAME]]`: its replies, in order. A reply with a tool call is followed by
 * the next one when the tool's result comes back; a reply without one ends the turn, and the next comes with the next
 * message of the user. After the last step the model says "Done."
 */
export type Scenario = readonly Step[];

export type Step = Act | readonly Act[] | DetailedStep;

export type DetailedStep = {
  readonly acts: readonly Act[];
  /** What happens to the first tries of this step, one each; the try after the last succeeds. */
  readonly faults?: readonly Fault[];
  readonly usage?: Usage;
};

/** Tools by kind: the one that the harness has for it is called, in the shape in which the harness offers it. */
export type Act =
  | { readonly say: string }
  | { readonly think: string }
  | { readonly shell: string }
  /** Paths are absolute. */
  | { readonly write: { readonly path: string; readonly text: string } }
  | { readonly read: string }
  | { readonly ask: { readonly question: string; readonly options: readonly string[] } }
  | { readonly plan: readonly string[] }
  | { readonly approvePlan: string }
  | { readonly agent: { readonly title: string; readonly prompt: string } }
  /** Does as it is told: `then` where that stands anywhere in the conversation, a skill it loaded included. */
  | { readonly told: string; readonly then: Act; readonly otherwise: Act }
  /** A tool by its own name, with exactly this input. */
  | { readonly tool: { readonly name: string; readonly input: unknown } };

export type Fault =
  /** Refused before anything is said. */
  | { readonly fault: 'status'; readonly status: 400 | 401 | 429 | 500 | 529; readonly retryAfter?: number }
  /** The connection breaks in the middle of the reply. */
  | { readonly fault: 'drop' }
  /** The first half of the reply comes, then nothing more, until somebody hangs up. */
  | { readonly fault: 'hang' }
  /** The reply ends in order, but in the middle. */
  | { readonly fault: 'cut' }
  /** Bytes that belong to no protocol, in the middle of the reply. */
  | { readonly fault: 'garbage' }
  /** The whole reply, with a pause before each piece. This one is no failure: no try follows. */
  | { readonly fault: 'slow'; readonly ms: number };

export function stepsOf(scenario: Scenario): readonly DetailedStep[] {
  return scenario.map((step) => {
    if (isList(step)) return { acts: step };
    return 'acts' in step ? step : { acts: [step] };
  });
}

function isList(step: Step): step is readonly Act[] {
  return Array.isArray(step);
}
