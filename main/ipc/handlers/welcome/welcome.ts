import { homedir } from 'node:os';
import { join } from 'node:path';
import { ok } from '../../../../core/result.ts';
import { createCloneSearch } from '../../../intake/find-clones.ts';
import { makeSample } from '../../../sample/make-sample.ts';
import type { HandlersOf } from '../../handler.ts';
import type { Services } from '../../services.ts';

export function welcomeHandlers({ app }: Pick<Services, 'app'>): HandlersOf<'welcome'> {
  const search = createCloneSearch(homedir());
  return {
    'welcome.repos': ({ look }) => {
      if (look === 'anew') search.anew();
      if (look === 'stop') search.stop();
      return ok(search.status());
    },
    'welcome.sample': () => makeSample(join(app.dataFolder, 'sample')),
  };
}
