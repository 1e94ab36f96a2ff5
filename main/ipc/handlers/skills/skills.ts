import type { HandlersOf } from '../../handler.ts';
import type { Services } from '../../services.ts';

export function skillHandlers({ skills }: Pick<Services, 'skills'>): HandlersOf<'skills'> {
  return {
    'skills.list': async () => ({ ok: true, value: await skills.list() }),
    'skills.show': ({ name }) => skills.show(name),
    'skills.add': ({ path }) => skills.add(path),
    'skills.archive': async ({ name, archived }) => {
      const done = await skills.archive(name, archived);
      return done.ok ? { ok: true, value: { done: true } } : done;
    },
  };
}
