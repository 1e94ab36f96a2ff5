import { fail, ok } from '../../../core/result.ts';
import type { HandlersOf } from '../handler.ts';
import type { Services } from '../services.ts';

export function transcriptHandlers({ store }: Pick<Services, 'store'>): HandlersOf<'transcripts'> {
  return {
    'transcripts.streams': () => ok(store.transcripts.streams()),
    'transcripts.read': ({ stream, after, limit }) => ok(store.transcripts.read(stream, after, limit)),
    'transcripts.follow': ({ streams }, { caller, feed }) =>
      feed.follow(caller, streams)
        ? ok({ done: true })
        : fail({ code: 'not-subscribed', message: 'Nothing can be pushed to a caller that has not subscribed' }),
  };
}
