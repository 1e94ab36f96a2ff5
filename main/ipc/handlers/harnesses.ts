import { ok } from '../../../core/result.ts';
import type { HandlersOf } from '../handler.ts';
import type { Services } from '../services.ts';

export function harnessHandlers({ harnesses }: Pick<Services, 'harnesses'>): HandlersOf<'harnesses'> {
  return { 'harnesses.list': async ({ refresh }) => ok(await harnesses(refresh)) };
}
