import { z } from 'zod';
import type { VerdictKind } from '../gates/verdict.ts';
import { AskId, ThreadId } from '../ids.ts';
import type { Actor } from './ask.ts';

/** What the person may switch off. Whatever is paused is still judged and journalled; the canary is never paused. */
export const PauseTarget = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('everything') }),
  z.strictObject({ kind: z.literal('thread'), thread: ThreadId }),
  z.strictObject({ kind: z.literal('rule'), rule: z.string().min(1).max(100) }),
]);
export type PauseTarget = z.infer<typeof PauseTarget>;

/** `until` in milliseconds since the epoch; without it until the person resumes. */
export type Pause = {
  readonly target: PauseTarget;
  readonly since: number;
  readonly until: number | undefined;
  readonly by: Actor;
};

/** How often a rule decided. `would`: it would have, had it not been paused. `broke`: it threw, was late or made no sense. */
export type RuleTally = {
  readonly asked: number;
  readonly denied: number;
  readonly would: number;
  readonly broke: number;
  readonly last: number | undefined;
};

/** What the journal says about the gate as a whole. */
export type GateState = {
  readonly pauses: readonly Pause[];
  readonly tallies: Readonly<Record<string, RuleTally>>;
};

export function emptyGate(): GateState {
  return { pauses: [], tallies: {} };
}

export function samePauseTarget(a: PauseTarget, b: PauseTarget): boolean {
  return JSON.stringify(PauseTarget.parse(a)) === JSON.stringify(PauseTarget.parse(b));
}

/** The pauses that hold at `now`; one whose time is over needs nobody to end it. */
export function pausesAt({ pauses }: GateState, now: number): readonly Pause[] {
  return pauses.filter((pause) => pause.until === undefined || pause.until > now);
}

/** Where a rule comes from. Strictest wins, but the user may loosen what is not marked safety. */
export type PolicyLayer = 'default' | 'user' | 'repo' | 'thread';

/** Something wrong with a policy file: the last good policy of that layer stays in force. */
export type PolicyProblem = {
  readonly layer: PolicyLayer;
  /** A path, or `repo/.teatree/policy.yaml`. */
  readonly file: string;
  readonly line: number;
  /** Such as `rules[2].where.host`; empty for the file as a whole. */
  readonly field: string;
  readonly message: string;
  readonly next: string;
};

/** What is in force, without the rules: part of the snapshot, and pushed when it changes. */
export type PolicyStatus = { readonly hash: string; readonly problems: readonly PolicyProblem[] };

export type RuleView = {
  readonly id: string;
  readonly title: string;
  readonly layer: PolicyLayer;
  /** The file or repo it comes from; empty for the built-in ones. */
  readonly source: string;
  /** Whether the user may not loosen it: not at all, not its denials, or freely. */
  readonly safety: boolean | 'denials';
  /** What a rule of a file answers, or what a file makes of a built-in one; built-in rules answer by case. */
  readonly verdict: VerdictKind | undefined;
  /** Whether `gate.removeRule` takes it out again. */
  readonly removable: boolean;
};

export type PolicyView = PolicyStatus & {
  /** The person's own file, whether or not it exists. */
  readonly file: string;
  readonly rules: readonly RuleView[];
};

/** One line of the liveness report. */
export type RuleReport = Pick<RuleView, 'id' | 'title' | 'layer' | 'safety'> &
  RuleTally & {
    /** Its examples, judged just now. */
    readonly examples: { readonly passed: number; readonly failed: readonly string[] };
    readonly paused: boolean;
  };

/** What a rule would change about the past. `unknown`: what the journal does not tell enough about to judge again. */
export type BackTest = {
  readonly judged: number;
  readonly unknown: number;
  readonly changed: number;
  readonly samples: readonly {
    readonly title: string;
    readonly at: number;
    readonly before: VerdictKind;
    readonly after: VerdictKind;
  }[];
};

/** The exact text that an answer `repo` or `always` writes, or why there is no such answer for this ask. */
export type RulePreview =
  | {
      readonly offered: true;
      readonly rules: readonly string[];
      readonly yaml: string;
      readonly file: string;
      readonly backTest: BackTest;
    }
  | { readonly offered: false; readonly reason: string };

export const AskAt = z.strictObject({ ask: AskId, generation: z.number().int() });
export type AskAt = z.infer<typeof AskAt>;

/** What came of one answer to several asks. */
export type GroupAnswered = {
  readonly answered: readonly AskId[];
  readonly refused: readonly { readonly ask: AskId; readonly code: string; readonly message: string }[];
};
