import { expect, test } from 'vitest';
import { cutAt, printed, visible } from './visible.ts';

test('what would hide, reorder or steer a terminal is shown as a sign', () => {
  expect(visible('rm \u202egnp.exe')).toBe('rm ⟨U+202E⟩gnp.exe');
  expect(visible('a\u200bb\ufeff')).toBe('a⟨U+200B⟩b⟨U+FEFF⟩');
  expect(visible('\u001b]0;title\u0007')).toBe('␛]0;title␇');
  expect(visible('a\u200db')).toBe('a⟨U+200D⟩b');
  expect(visible('\u{e0041}')).toBe('⟨U+E0041⟩');
});

test('ordinary text in any script, its lines, tabs and emoji stay as written', () => {
  const text = 'naïve 日本語 שלום\n\tindented ✓ 🎉 👩🏽‍💻';
  expect(visible(text)).toBe(text);
  expect(visible('one\r\ntwo\rthree')).toBe('one\ntwo\nthree');
});

test('colours of a program are left out, everything else it would do is shown', () => {
  expect(printed('\u001b[32m✓\u001b[0m done \u001b[2J')).toBe('✓ done ␛[2J');
});

test('a text far too long is cut, and says by how much', () => {
  expect(cutAt('abcdef', 4)).toEqual({ text: 'abcd', more: 2 });
  expect(cutAt('abc', 4)).toEqual({ text: 'abc', more: 0 });
});
