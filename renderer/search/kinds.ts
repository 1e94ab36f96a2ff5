import type { SearchKind } from '../../core/search/texts.ts';

export const kindTitles: Readonly<Record<SearchKind, string>> = {
  thread: 'Threads',
  transcript: 'Conversations',
  change: 'Changes',
  audit: 'Decisions',
};
