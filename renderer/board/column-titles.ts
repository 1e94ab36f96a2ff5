import type { Column } from '../../core/views/board.ts';

export const columnTitles: Readonly<Record<Column, string>> = {
  queued: 'Queued',
  working: 'Working',
  'needs-you': 'Needs you',
  'in-review': 'In review',
  'ready-to-land': 'Ready to land',
  landed: 'Landed',
};
