import { z } from 'zod';

export const VerdictKind = z.enum(['allow', 'deny', 'ask']);
export type VerdictKind = z.infer<typeof VerdictKind>;

/** What a gate answers. `rule` is the policy's rule id, such as `GIT1`; `default` when no rule spoke. */
export const Verdict = z.object({
  kind: VerdictKind,
  rule: z.string(),
  /** Why, in a sentence that quotes the offending segment. */
  reason: z.string(),
  /** The next legal step for the agent (deny) or what approving means (ask). */
  next: z.string().optional(),
  risk: z.enum(['low', 'medium', 'high', 'critical']).optional(),
  /** The layer of the policy that decided; absent where it was the shipped one. */
  layer: z.enum(['user', 'repo', 'thread']).optional(),
  /** Of a rule that is tried out: it decides nothing, and is never the verdict that is recorded. */
  shadow: z.literal(true).optional(),
  /** What the gate would have said, had the person not paused it, or the rule not only been tried out. */
  paused: z.object({ kind: z.enum(['deny', 'ask']), rule: z.string() }).optional(),
  /** What a person should know although it decided nothing: a rule that broke. */
  warnings: z.array(z.object({ rule: z.string(), text: z.string() })).optional(),
  /** A resemblance that decided nothing, for the person to weigh; it holds no secret itself. */
  notes: z.array(z.string()).optional(),
  /** Who decided after the gate had asked; `nobody`: the question expired. */
  by: z.enum(['person', 'nobody']).optional(),
});
export type Verdict = z.infer<typeof Verdict>;

export type VerdictText = {
  readonly rule: string;
  readonly reason: string;
  readonly next: string;
  readonly risk: NonNullable<Verdict['risk']>;
};

export function allow(rule: string, reason: string): Verdict {
  return { kind: 'allow', rule, reason };
}

export function deny(text: VerdictText): Verdict {
  return { kind: 'deny', ...text };
}

export function ask(text: VerdictText): Verdict {
  return { kind: 'ask', ...text };
}

const strictness: Readonly<Record<VerdictKind, number>> = { allow: 0, ask: 1, deny: 2 };

export function isStricter(one: VerdictKind, other: VerdictKind): boolean {
  return strictness[one] > strictness[other];
}

/** deny > ask > allow; the first of equals stays, so the earliest offending segment is the one explained. */
export function strictest(verdicts: readonly Verdict[]): Verdict | undefined {
  return verdicts.reduce<Verdict | undefined>(
    (worst, verdict) => (!worst || strictness[verdict.kind] > strictness[worst.kind] ? verdict : worst),
    undefined,
  );
}

/**
 * What a harness is told: go on, or a message for the model with rule, reason and next legal step. `command` runs in the
 * place of the call's own; a harness is told one only when it said that it can hand it on.
 */
export type PermissionAnswer =
  { readonly kind: 'allow'; readonly command?: string } | { readonly kind: 'deny'; readonly message: string };
