import { createHash } from 'node:crypto';
import { SignalId } from '../../../core/ids.ts';
import { Signal } from '../../../core/model/deciding/signal.ts';
import { fail, ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import { pathsIn, refsIn } from '../../../core/signals/references.ts';
import { visible } from '../../../core/views/text/visible.ts';

/** What a source says. What it leaves out is read from the words. */
export type SignalDraft = Omit<Signal, 'id' | 'refs' | 'paths' | 'over'> & {
  readonly refs?: readonly string[];
  readonly paths?: readonly string[];
  readonly over?: boolean;
};

const longestTitle = 200;
const longestBody = 20_000;

/** In the one shape, with the id that its source and name come to: the same thing is always the same signal. */
export function newSignal(draft: SignalDraft): Result<Signal> {
  const title = visible(draft.title.replaceAll(/\s+/g, ' ').trim());
  const body = visible(draft.body).trim();
  const words = `${title}\n${body}`;
  const signal = Signal.safeParse({
    ...draft,
    id: signalId(draft.source, draft.externalId),
    title: title.length > longestTitle ? `${title.slice(0, longestTitle - 1)}…` : title,
    body: body.slice(0, longestBody),
    refs: [...new Set([...(draft.refs ?? []), ...refsIn(words)])].slice(0, 50),
    paths: [...new Set([...(draft.paths ?? []), ...pathsIn(words)])].slice(0, 100),
  });
  if (signal.success) return ok(signal.data);
  const [issue] = signal.error.issues;
  return fail({
    code: 'bad-input',
    message: `${issue?.path.join('.') ?? 'signal'}: ${issue?.message ?? 'is not valid'}`,
  });
}

function signalId(source: string, externalId: string): SignalId {
  const hash = createHash('sha256').update(`${source}\0${externalId}`).digest('hex');
  return SignalId.parse(`sig_${hash.slice(0, 24)}`);
}
