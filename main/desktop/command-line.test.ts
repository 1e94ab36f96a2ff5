import { expect, test } from 'vitest';
import { ownWords, readCommandLine } from './command-line.ts';

const read = (...words: string[]) => readCommandLine(words, '/work');
const usual = { sample: false, exitWhenLanded: false, picture: '/work/board.png', help: false };

test('the options of the app are read in any order', () => {
  expect(read()).toEqual({ ok: true, value: usual });
  expect(read('--exit-when-landed', '--sample', '--picture', 'out/me.png')).toEqual({
    ok: true,
    value: { ...usual, sample: true, exitWhenLanded: true, picture: '/work/out/me.png' },
  });
  expect(read('--picture=/tmp/b.png')).toMatchObject({ value: { picture: '/tmp/b.png' } });
});

test('what belongs to Chromium is left alone', () => {
  expect(read('--no-sandbox', '--ozone-platform=wayland', '--remote-debugging-port=0', '--inspect')).toEqual({
    ok: true,
    value: usual,
  });
});

test.each([
  [['--sampel'], 'Unknown option --sampel'],
  [['repo'], 'Unknown option repo'],
  [['--picture'], '--picture needs a file name'],
  [['--picture', '--sample'], '--picture needs a file name'],
  [['--exit-when-landed'], '--exit-when-landed needs --sample'],
])('%j is refused in one clear sentence', (words, message) => {
  expect(read(...words)).toMatchObject({ ok: false, error: { code: 'usage', message } });
});

test('only what stands after the path of the app is meant for it', () => {
  expect(ownWords(['electron', '--no-sandbox', '-r', 'loader.js', '--inspect=0', '.', '--sample'], false)).toEqual([
    '--sample',
  ]);
  expect(ownWords(['/opt/teatree', '--sample'], true)).toEqual(['--sample']);
  expect(ownWords(['electron'], false)).toEqual([]);
});
