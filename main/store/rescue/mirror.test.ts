import * as fs from 'node:fs';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openMirror, readMirror } from './mirror.ts';
import type { StoredEntry } from './mirror.ts';

vi.mock('node:fs', async (importOriginal) => {
  const disk = await importOriginal<typeof fs>();
  return { ...disk, writeSync: vi.fn(disk.writeSync), ftruncateSync: vi.fn(disk.ftruncateSync) };
});

const entry = (seq: number): StoredEntry => ({ seq, at: seq, body: JSON.stringify({ text: 'x'.repeat(seq * 10) }) });

function openOne() {
  const folder = mkdtempSync(join(tmpdir(), 'teatree-mirror-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'journal.mirror');
  const mirror = openMirror(file, () => 1);
  return { file, mirror, held: () => [...readMirror(file)].map(({ seq }) => seq) };
}

/** The disk takes this much of the next write, and then nothing, not even a cut, as long as the work lasts. */
function failing(takes: number, work: () => void): void {
  const [write, cut] = [vi.mocked(fs.writeSync), vi.mocked(fs.ftruncateSync)];
  const refuse = () => {
    throw Object.assign(new Error('EIO: i/o error'), { code: 'EIO' });
  };
  const [real, realCut] = [write.getMockImplementation(), cut.getMockImplementation()];
  if (!real || !realCut) throw new Error('The disk is not watched');
  write.mockImplementation(refuse);
  write.mockImplementationOnce((fd, text) => real(fd, String(text).slice(0, takes)));
  cut.mockImplementation(refuse);
  try {
    work();
  } finally {
    write.mockImplementation(real);
    cut.mockImplementation(realCut);
  }
}

test('what a failing disk took of entries, and could not cut off again, spoils none of the entries after it', () => {
  const { mirror, held } = openOne();
  mirror.append([entry(1)]);
  failing(20, () => {
    expect(() => mirror.append([entry(2)])).toThrow('EIO');
  });
  mirror.append([entry(2)]);
  mirror.append([entry(3)]);
  expect(held()).toEqual([1, 2, 3]);
});

test('no entry that was taken is cut off by a later failure', () => {
  const { file, mirror, held } = openOne();
  mirror.append([entry(1)]);
  failing(20, () => {
    expect(() => mirror.append([entry(2)])).toThrow('EIO');
  });
  mirror.append([entry(2), entry(3)]);
  failing(20, () => {
    expect(() => mirror.append([entry(4)])).toThrow('EIO');
  });
  mirror.close();
  const again = openMirror(file, () => 2);
  expect([again.aside, again.last()]).toEqual([undefined, entry(3)]);
  expect(held()).toEqual([1, 2, 3]);
  again.close();
});

test('while the disk refuses to cut, nothing is added', () => {
  const { mirror, held } = openOne();
  mirror.append([entry(1)]);
  failing(20, () => {
    expect(() => mirror.append([entry(2)])).toThrow('EIO');
    expect(() => mirror.append([entry(2)])).toThrow('EIO');
    expect(mirror.last()).toEqual(entry(1));
  });
  mirror.append([entry(2)]);
  expect(held()).toEqual([1, 2]);
});
