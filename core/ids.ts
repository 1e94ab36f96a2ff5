import { z } from 'zod';

/** Ids are `<prefix>_<base-32 characters>`, made in main, never parsed for meaning. */
function id<B extends string>(prefix: string) {
  return z
    .string()
    .regex(new RegExp(`^${prefix}_[a-z0-9]+$`), `is not a ${prefix}_… id`)
    .brand<B>();
}

export const RepoId = id<'RepoId'>('rep');
export type RepoId = z.infer<typeof RepoId>;

export const ThreadId = id<'ThreadId'>('thr');
export type ThreadId = z.infer<typeof ThreadId>;

export const RunId = id<'RunId'>('run');
export type RunId = z.infer<typeof RunId>;

export const InstructionId = id<'InstructionId'>('ins');
export type InstructionId = z.infer<typeof InstructionId>;

export const AskId = id<'AskId'>('ask');
export type AskId = z.infer<typeof AskId>;

export const ClearId = id<'ClearId'>('clr');
export type ClearId = z.infer<typeof ClearId>;

export const LandingId = id<'LandingId'>('lnd');
export type LandingId = z.infer<typeof LandingId>;

export const ReviewId = id<'ReviewId'>('rvw');
export type ReviewId = z.infer<typeof ReviewId>;

export const CommentId = id<'CommentId'>('cmt');
export type CommentId = z.infer<typeof CommentId>;

export const SignalId = id<'SignalId'>('sig');
export type SignalId = z.infer<typeof SignalId>;

export const DecisionId = id<'DecisionId'>('dec');
export type DecisionId = z.infer<typeof DecisionId>;

export const OrderId = id<'OrderId'>('ord');
export type OrderId = z.infer<typeof OrderId>;

export const LessonId = id<'LessonId'>('les');
export type LessonId = z.infer<typeof LessonId>;

/** A full git commit id (SHA-1 or SHA-256). */
export const CommitId = z
  .string()
  .regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/)
  .brand<'CommitId'>();
export type CommitId = z.infer<typeof CommitId>;
