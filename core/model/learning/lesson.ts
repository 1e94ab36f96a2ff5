import { z } from 'zod';
import { LessonId, RepoId, type ThreadId } from '../../ids.ts';
import { TypedRule } from '../../gates/policy/policy-file.ts';
import type { Actor } from '../ask.ts';
import { Incident, Signature } from './incident.ts';

/** How strongly a lesson is taught; what comes back goes one further. */
export const Rung = z.enum(['note', 'skill', 'eval', 'warning', 'denial', 'product']);
export type Rung = z.infer<typeof Rung>;

/**
 * `knowledge`: nobody told the agent. `forbidden`: it must not be done. `drift`: it was told, and did it all the same.
 * `overridden`: the gate asks for what is allowed anyway. `product`: the code is wrong. `unclear`: a person should look.
 */
export const Diagnosis = z.enum(['knowledge', 'forbidden', 'drift', 'overridden', 'product', 'unclear']);
export type Diagnosis = z.infer<typeof Diagnosis>;

/** A whole file as it is to be, and as it was (null: there was none). The path is relative to the lesson's place. */
export const LessonFile = z.object({
  path: z
    .string()
    .min(1)
    .max(300)
    .refine((path) => !path.startsWith('/') && !path.split('/').includes('..'), 'must stay inside its place'),
  before: z.string().max(200_000).nullable(),
  text: z.string().max(200_000),
});
export type LessonFile = z.infer<typeof LessonFile>;

/** Where its files belong: in the one repo that all of it is about, else in the person's own folder. */
export const LessonPlace = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('user') }),
  z.object({ kind: z.literal('repo'), repo: RepoId }),
]);
export type LessonPlace = z.infer<typeof LessonPlace>;

export const LessonDraft = z.object({
  id: LessonId,
  title: z.string().min(1).max(200),
  signature: Signature,
  rung: Rung,
  diagnosis: Diagnosis,
  why: z.string().max(4000),
  /** How often it happened, and some of these. */
  count: z.number().int().positive(),
  incidents: z.array(Incident).min(1).max(10),
  place: LessonPlace,
  /** What a person reads is at most three; the recordings that prove a scenario stand beside it. */
  files: z.array(LessonFile).max(5),
  /** The rule that the policy file gains. */
  rule: TypedRule.optional(),
  /** What a thread is to do about it, where no file teaches it. */
  goal: z.string().max(20_000).optional(),
  cost: z.string().max(500),
  rollback: z.string().max(500),
  /** It was taught before, by this one, and came back. */
  after: LessonId.optional(),
});
export type LessonDraft = z.infer<typeof LessonDraft>;

/** What a machine saw when it tried the lesson out. */
export const LessonProof = z.object({
  passed: z.boolean(),
  claims: z.array(z.object({ claim: z.string().max(200), held: z.boolean(), text: z.string().max(2000) })).max(20),
});
export type LessonProof = z.infer<typeof LessonProof>;

export type LessonAnswer = {
  readonly accepted: boolean;
  readonly reason: string;
  readonly at: number;
  readonly by: Actor;
};

export type Lesson = LessonDraft & {
  readonly at: number;
  readonly by: Actor;
  readonly proof?: LessonProof & { readonly at: number };
  readonly answer?: LessonAnswer;
  /** The thread that carries it to a repo. */
  readonly thread?: ThreadId;
  /** When its files were written into the person's folder. */
  readonly writtenAt?: number;
  /** Since when its rule does more than watch. */
  readonly enforcedAt?: number;
  /** The thread that makes it do so in a repo. */
  readonly enforcer?: ThreadId;
  readonly reverted?: { readonly at: number; readonly reason: string; readonly by: Actor; readonly thread?: ThreadId };
};
