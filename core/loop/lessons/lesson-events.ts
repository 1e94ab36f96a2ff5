import { z } from 'zod';
import { LessonId, ThreadId } from '../../ids.ts';
import { TypedRule } from '../../gates/policy/policy-file.ts';
import { Actor } from '../../model/ask.ts';
import { Incident } from '../../model/learning/incident.ts';
import { LessonDraft, LessonFile, LessonProof } from '../../model/learning/lesson.ts';
import type { Lesson } from '../../model/learning/lesson.ts';
import { assertNever } from '../../result.ts';

const lesson = LessonId;

export const lessonEvents = [
  /** Something that no other fact tells, such as a scenario that turned red. */
  z.object({ type: z.literal('lesson.reported'), incident: Incident.omit({ seq: true, at: true }), by: Actor }),
  z.object({ type: z.literal('lesson.proposed'), draft: LessonDraft, by: Actor }),
  z.object({ type: z.literal('lesson.proven'), lesson, proof: LessonProof }),
  /** The person's yes, to these files: as they were proposed, or as they edited them. */
  z.object({
    ...{ type: z.literal('lesson.accepted'), lesson, files: z.array(LessonFile).max(5), by: Actor },
    rule: TypedRule.optional(),
  }),
  z.object({ type: z.literal('lesson.rejected'), lesson, reason: z.string().max(4000), by: Actor }),
  /** A thread carries it from here on; it lands, or not, like any other. */
  z.object({ type: z.literal('lesson.opened'), lesson, into: ThreadId }),
  /** Its files stand in the person's own folder. */
  z.object({ type: z.literal('lesson.written'), lesson }),
  /** Its rule was clean while it only watched, and decides from here on. */
  z.object({ type: z.literal('lesson.enforced'), lesson, into: ThreadId.optional() }),
  z.object({
    ...{ type: z.literal('lesson.reverted'), lesson, reason: z.string().max(4000), by: Actor },
    into: ThreadId.optional(),
  }),
] as const;
export type LessonEvent = z.infer<(typeof lessonEvents)[number]>;

/** What is remembered of those that were answered long ago; the journal keeps all. */
const most = 500;

export function evolveLessons(lessons: readonly Lesson[], event: LessonEvent, at: number): readonly Lesson[] {
  if (event.type === 'lesson.reported') return lessons;
  if (event.type === 'lesson.proposed') return [...lessons, { ...event.draft, at, by: event.by }].slice(-most);
  return lessons.map((each) => (each.id === event.lesson ? { ...each, ...changed(event, at) } : each));
}

function changed(event: Exclude<LessonEvent, { draft: unknown } | { incident: unknown }>, at: number): Partial<Lesson> {
  switch (event.type) {
    case 'lesson.proven':
      return { proof: { ...event.proof, at } };
    case 'lesson.accepted':
      return {
        files: event.files,
        ...(event.rule && { rule: event.rule }),
        answer: { accepted: true, reason: '', at, by: event.by },
      };
    case 'lesson.rejected':
      return { answer: { accepted: false, reason: event.reason, at, by: event.by } };
    case 'lesson.opened':
      return { thread: event.into };
    case 'lesson.written':
      return { writtenAt: at };
    case 'lesson.enforced':
      return { enforcedAt: at, ...(event.into && { enforcer: event.into }) };
    case 'lesson.reverted': {
      const { reason, by, into } = event;
      return { reverted: { at, reason, by, ...(into && { thread: into }) } };
    }
    default:
      return assertNever(event);
  }
}
