import type { LessonStanding } from '../../core/learning/standing.ts';
import type { Rung } from '../../core/model/learning/lesson.ts';
import type { Tone } from '../../core/views/board.ts';

export const rungWords: Readonly<Record<Rung, string>> = {
  note: 'to know',
  skill: 'a skill',
  eval: 'an eval',
  warning: 'a rule that asks',
  denial: 'a rule that denies',
  product: 'a thread',
};

export const standingTones: Readonly<Record<LessonStanding, Tone>> = {
  open: 'needs-you',
  rejected: 'quiet',
  'under way': 'working',
  dropped: 'quiet',
  'in shadow': 'working',
  watched: 'ready',
  learnt: 'ready',
  reverted: 'failed',
};
