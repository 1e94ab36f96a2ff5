import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { app, context } from '../testing/context.ts';
import { analyse } from './analyse.ts';

const mostSteps = 60_000;
const repeated = (text: string, length = 10_000) => text.repeat(length / text.length + 1).slice(0, length);

describe('however a text multiplies itself, following it stays bounded', () => {
  test.each([
    ['a variable that doubles', `x=aaaaaaaaaaaaaaaa;${repeated('x=$x$x;', 9000)}`],
    ['a replacement that doubles', `x=abab;${repeated('x=${x//a/aa};', 9000)}`],
    ['an array that doubles', `a=(1 2 3 4);${repeated('a+=("${a[@]}");', 9000)}`],
    ['arguments that double', `set -- a b c d;${repeated('set -- "$@" "$@";', 9000)}`],
    ['files that double', `echo aaaaaaaaaa > f;${repeated('cat f f > g; cat g g > f;', 9000)}`],
    ['braces that multiply', `echo ${repeated('{a,b}', 9000)}`],
    ['loops in loops', `${'for i in {1..30}; do '.repeat(300)}x`],
    [
      'functions that call functions',
      `f(){ g;g;g; }; g(){ h;h;h; }; h(){ i;i;i; }; i(){ a; b; };${repeated('f;', 9000)}`,
    ],
    ['programs in front of programs', repeated('x env ')],
  ])('%s', (_, text) => {
    expect(analyse(text, app, context).length).toBeLessThan(mostSteps);
  });

  test('any pieces of shell, repeated up to the longest text', () => {
    const piece = fc.constantFrom(
      ...[
        'a ',
        '$x',
        '"$@" ',
        '$(',
        ')',
        '`',
        '{a,b}',
        '(',
        '; ',
        ' | ',
        ' && ',
        'x=$x$x; ',
        'a+=("${a[@]}"); ',
        '<<E\n',
      ],
      ...[
        'if a; then ',
        'fi; ',
        'for i in {1..9}; do ',
        'done; ',
        'cd b; ',
        'eval ',
        "sh -c '",
        "' ",
        'f() { f; }; f; ',
        '>f ',
      ],
    );
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 12 }), (pieces) => {
        expect(analyse(repeated(pieces.join('')), app, context).length).toBeLessThan(mostSteps);
      }),
      { numRuns: 60 },
    );
  });
});
