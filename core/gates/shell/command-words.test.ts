import { describe, expect, test } from 'vitest';
import { commandWords } from './command-words.ts';

describe('command words', () => {
  test.each([
    ['a | b && c || d; e & f', ['a', 'b', 'c', 'd', 'e', 'f']],
    ['if a; then b; elif c; then d; else e; fi', ['a', 'b', 'c', 'd', 'e']],
    ['while a; do b; done < c', ['a', 'b']],
    ['case $(a) in b) c;; esac', ['a', 'c']],
    ['x=$(a) b "$(c "$(d)")" `e`', ['b', 'a', 'c', 'd', 'e']],
    ['a <(b) > >(c)', ['a', 'b', 'c']],
    ["a <<'E'\n$(b)\nE", ['a']],
    ['a <<E\n$(b)\nE', ['a', 'b']],
    ['a # b; c', ['a']],
  ])('%s', (text, words) => {
    expect(commandWords(text)).toEqual({ words });
  });

  test.each(['a "b', 'a $(b', 'if a', 'a )', 'a (', 'a &&', 'for'])('%s is an error', (text) => {
    expect(commandWords(text).error).toBeDefined();
  });
});
