import type { TypedRule } from '../../gates/policy/policy-file.ts';
import type { InstructionId, LessonId } from '../../ids.ts';
import type { Actor } from '../../model/ask.ts';
import type { Incident } from '../../model/learning/incident.ts';
import type { LessonDraft, LessonFile, LessonProof } from '../../model/learning/lesson.ts';
import type { ThreadBrief } from '../../model/thread.ts';

export type Opens = {
  readonly brief: ThreadBrief;
  readonly instruction: { readonly id: InstructionId; readonly kind: 'goal'; readonly text: string };
};

export type LessonCommand =
  | { readonly type: 'lesson.report'; readonly incident: Omit<Incident, 'seq' | 'at'>; readonly by: Actor }
  | { readonly type: 'lesson.propose'; readonly draft: LessonDraft; readonly proof: LessonProof; readonly by: Actor }
  | { readonly type: 'lesson.prove'; readonly lesson: LessonId; readonly proof: LessonProof }
  | {
      readonly type: 'lesson.accept';
      readonly lesson: LessonId;
      readonly files: readonly LessonFile[];
      /** As these files say it. */
      readonly rule?: TypedRule | undefined;
      /** The proof of these files. */
      readonly proof: LessonProof;
      /** The thread that carries it; without one its files are written into the person's folder. */
      readonly opens?: Opens | undefined;
      readonly at: number;
      readonly by: Actor;
    }
  | { readonly type: 'lesson.reject'; readonly lesson: LessonId; readonly reason: string; readonly by: Actor }
  | { readonly type: 'lesson.write'; readonly lesson: LessonId }
  | { readonly type: 'lesson.enforce'; readonly lesson: LessonId; readonly opens?: Opens | undefined }
  | {
      readonly type: 'lesson.revert';
      readonly lesson: LessonId;
      readonly reason: string;
      readonly opens?: Opens | undefined;
      readonly by: Actor;
    };
