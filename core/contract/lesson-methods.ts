import { z } from 'zod';
import { LessonId, RepoId, ThreadId } from '../ids.ts';
import { Incident } from '../model/learning/incident.ts';
import type { Lesson } from '../model/learning/lesson.ts';
import { method } from './method.ts';
import type { Done } from './method.ts';

const lesson = LessonId;
const thread = ThreadId;

/** What the person points at, and what it is to become. */
export const LessonWish = z.strictObject({
  of: z.discriminatedUnion('kind', [
    /** By the harness's own id of the call. */
    z.strictObject({ kind: z.literal('action'), thread, call: z.string().min(1).max(200) }),
    z.strictObject({
      ...{ kind: z.literal('check'), thread, round: z.number().int(), repo: RepoId },
      check: z.string().min(1).max(200),
    }),
  ]),
  /** Of a failed check `rule` is a skill: guidance that agents get. */
  as: z.enum(['rule', 'eval']),
});
export type LessonWish = z.infer<typeof LessonWish>;

/** The files as the person edited them; those that are not named stay as they were proposed. */
const edits = z
  .array(z.strictObject({ path: z.string().max(300), text: z.string().max(200_000) }))
  .max(5)
  .optional();

/** What is drawn from things that broke. The lessons themselves are part of the snapshot. */
export const lessonMethods = {
  'lessons.make': method<{ lesson: LessonId }>()(LessonWish),
  /** A scenario that turned red, for the next look. */
  'lessons.report': method<Done>()(z.strictObject({ incident: Incident.omit({ seq: true, at: true }) })),
  /** Looks now, instead of when its time comes. */
  'lessons.look': method<Done>()(z.strictObject({})),
  'lessons.prove': method<Lesson>()(z.strictObject({ lesson, edits })),
  'lessons.accept': method<Lesson>()(z.strictObject({ lesson, edits })),
  'lessons.reject': method<Lesson>()(z.strictObject({ lesson, reason: z.string().trim().min(1, 'say why').max(4000) })),
  'lessons.revert': method<Lesson>()(z.strictObject({ lesson, reason: z.string().trim().max(4000).default('') })),
} as const;
