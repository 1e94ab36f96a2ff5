import type { HandlersOf } from '../../handler.ts';
import type { Services } from '../../services.ts';

export function archiveHandlers({ archive }: Pick<Services, 'archive'>): HandlersOf<'search' | 'insights'> {
  return {
    'search.find': (wanted) => archive.find(wanted),
    'insights.read': ({ days }) => archive.insights(days),
  };
}
