import { z } from 'zod';
import type { BriefView } from '../../brief/brief-view.ts';
import { RepoId, RunId, ThreadId } from '../../ids.ts';
import { method } from '../method.ts';

/** For a harness that takes one; without it its own default. */
export const model = z.string().trim().min(1).max(200).optional();
/** For the recipe harness: a recipe of the catalogue or its whole text, and values for its inputs. */
export const recipe = z
  .strictObject({
    name: z.string().optional(),
    text: z.string().max(500_000).optional(),
    inputs: z.record(z.string(), z.string()).default({}),
  })
  .optional();

const NewThread = z.strictObject({
  goal: z.string().trim().min(1, 'say what should be done').max(100_000),
  title: z.string().trim().min(1).max(120).optional(),
  /** In landing order: a provider before its consumers. */
  repos: z.array(RepoId).min(1, 'choose at least one repo').max(20),
  harness: z.string().default('recipe'),
  model,
  recipe,
});

/** How a thread begins, and what its agent is told. */
export const newThreadMethods = {
  'threads.create': method<{ thread: ThreadId; number: number }>()(NewThread),
  /** What the agent of such a thread would be told; nothing is begun. */
  'threads.previewBrief': method<BriefView>()(NewThread),
  /** What a run was given to begin with; without `run` what a new session would get now. */
  'threads.brief': method<BriefView>()(z.strictObject({ thread: ThreadId, run: RunId.optional() })),
} as const;
