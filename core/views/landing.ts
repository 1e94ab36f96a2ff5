import type { RepoId } from '../ids.ts';
import type { Landing, LandingStep } from '../model/change-set.ts';
import type { Tone } from './board.ts';

export type StepWords = { readonly word: string; readonly tone: Tone; readonly detail: string };

/** Exactly what is known of one repo's part of a landing: a claim is not yet a push. */
export function stepWords(step: LandingStep | undefined): StepWords {
  if (!step) return { word: 'unknown', tone: 'quiet', detail: 'Nothing is recorded of it' };
  switch (step.kind) {
    case 'waiting':
      return { word: 'waiting', tone: 'quiet', detail: 'Nothing was pushed' };
    case 'prepared':
      return { word: 'merge built', tone: 'working', detail: 'Not pushed yet' };
    case 'push-claimed':
      return { word: 'pushing', tone: 'working', detail: 'The remote has not confirmed it yet' };
    case 'pushed':
      return { word: 'landed', tone: 'ready', detail: 'The remote confirmed it' };
    case 'push-refused':
      return { word: 'refused', tone: 'failed', detail: step.reason };
    case 'revert-claimed':
      return { word: 'reverting', tone: 'needs-you', detail: 'It landed; the revert is not confirmed yet' };
    case 'reverted':
      return { word: 'reverted', tone: 'quiet', detail: 'It landed and was reverted by a revert commit' };
    default:
      return { word: 'still landed', tone: 'failed', detail: `It landed and could not be reverted: ${step.reason}` };
  }
}

export type LandingWords = { readonly word: string; readonly tone: Tone; readonly reason: string };

export function landingWords(landing: Landing): LandingWords {
  if (!landing.ended) return { word: 'landing', tone: 'ready', reason: 'Under way' };
  const { outcome, reason } = landing.ended;
  switch (outcome) {
    case 'landed':
      return { word: 'landed', tone: 'ready', reason };
    case 'partly-landed':
      return { word: 'partly landed', tone: 'failed', reason };
    case 'reverted':
      return { word: 'reverted', tone: 'failed', reason };
    default:
      if (landing.ended.cause === 'stopped') return { word: 'called off', tone: 'quiet', reason };
      return { word: landing.ended.cause === 'conflict' ? 'conflict' : 'landing refused', tone: 'failed', reason };
  }
}

/** In landing order, which is the order of the heads. */
export function stepsOf(
  landing: Landing,
): readonly { readonly repo: RepoId; readonly step: LandingStep | undefined }[] {
  return landing.heads.map(({ repo }) => ({ repo, step: landing.steps[repo] }));
}
