import { expect, test, vi } from 'vitest';
import { mayOpenBackup } from './newer-folder.ts';

const { showMessageBox } = vi.hoisted(() => ({ showMessageBox: vi.fn() }));
vi.mock('electron', () => ({ dialog: { showMessageBox } }));

const state = { home: '/home/ann/teatree', of: '11/24/2026, 1:20 AM' };

test('who starts an older version is told what it cannot do, that nothing was changed, and both ways on', async () => {
  showMessageBox.mockResolvedValueOnce({ response: 1 });
  expect(await mayOpenBackup(state)).toBe(true);
  const { detail } = showMessageBox.mock.lastCall?.[0] as { detail: string };
  expect(detail.split('\n\n')).toEqual([
    expect.stringContaining('Nothing in /home/ann/teatree was changed'),
    expect.stringContaining('start the newer version'),
    expect.stringContaining('the last backup that this version reads, of 11/24/2026, 1:20 AM'),
  ]);
  expect(detail).not.toMatch(/schema|sqlite/);
});

test('who closes the question without an answer opens no backup', async () => {
  showMessageBox.mockImplementationOnce(async ({ cancelId }: { cancelId: number }) => ({ response: cancelId }));
  expect(await mayOpenBackup(state)).toBe(false);
});
