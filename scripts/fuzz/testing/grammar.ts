import fc from 'fast-check';

/** The only programs a generated text names; in the sandbox they write down that they ran. */
export const stubs = ['aa', 'bb', 'cc', 'dd'] as const;

type Text = fc.Arbitrary<string>;

const pick = (...texts: readonly string[]): Text => fc.constantFrom(...texts);
const quote = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
/** Joined by `;` or a newline; what ends in a here-document has its newline already. */
const join = (parts: readonly string[], by: string) =>
  parts.reduce((all, part) => (all === '' ? part : all.endsWith('\n') ? all + part : all + by + part), '');
const closed = (text: string) => (text.endsWith('\n') ? text : `${text}; `);

const literal = pick('x', 'y1', '-r', 'a.b', 'p=q', '+', '@', 'one,two', 'x:y', '%', '^', '--', '-', '{}', ']', 'a]b');
const quoted = pick(
  ...["'a b'", '"a b"', "''", '""', 'a\\ b', '\\$v', '"\\$v"', "'$v'", "$'\\x61b'", "$'a\\tb'", "$'\\'q'", 'a"b"c'],
  ...[
    "'it'\\''s'",
    '"a\\"b"',
    '"a\\\\b"',
    '"`"\'`\'',
    "'a;b'",
    '"a|b"',
    "'(#'",
    '"a\nb"',
    "'a\\'",
    '\\;',
    '\\&',
    '"!x"',
  ],
);
const expanded = pick(
  ...['$v', '"$v"', '${v}', '"${v}x"', '${v:-d}', '"${u:-d e}"', '${u-}', '${v:+w}', '${v#o}', '${v%o}', '${v/o/0}'],
  ...['${v//o/0}', '${v^^}', '${v:1}', '${v:0:1}', '${v: -1}', '${#v}', '"$@"', '$*', '"$1"', '${2}', '"${@:2}"', '$#'],
  ...[
    '"${r[@]}"',
    '${r[1]}',
    '"${r[0]}"',
    '${r[*]}',
    '"${r[@]:1}"',
    '"${r[-1]}"',
    '${!n}',
    '$((1+2))',
    '"$((v))"',
    '$?',
  ],
  ...[
    'x{1,2}',
    '{a,b}c',
    '{1..3}',
    'a{b',
    '"{a,b}"',
    'f*',
    '~',
    '$',
    'a$',
    '"$"',
    '$"loc"',
    'x#y',
    '=',
    '$v$w',
    '"$v$w"',
  ],
);
const redirect = pick(
  ...['> f1', '>> f1', '>f2', '2>&1', '2>/dev/null', '< f0', '<<< x', '<<<"$v"', '>| f1', '&> f2', '3>&1', '>&2'],
  ...['2> "f 3"', '<> f0', '0< f0', '4<f0 5>f2', '{fd}> f2', '&>>f1', '1>&2 2>&1', '> $w'],
);
const assigned = pick('v=o1', 'w=two', 'v=', 'u="a b"', 'v+=x', 'r[1]=q', 'A=1 B=2', "v='x;y'", 'v=$w', 'v="${v}z"');
const test = pick(
  ...['[[ $v == o* ]]', '[[ -n $v && ! -z "$w" ]]', '[[ a < b ]]', '[[ ( x == x ) ]]', '[ -n "$v" ]', 'test -z "$u"'],
  ...['(( v + 1 ))', '(( 1 < 2 ))', 'true', 'false', '! true', ':', '[[ $v =~ ^o.(x|y)?$ ]]', '[[ "$v" == [a-z]* ]]'],
);
const program = pick(
  'aa',
  'bb',
  'cc',
  'dd',
  "'a'a",
  '"bb"',
  '\\cc',
  "$'dd'",
  'a""a',
  "b'b'",
  '${c}',
  '$c',
  'c\\c',
  '\\a\\a',
);

const anyProgram: Text = fc.letrec<{ list: string; line: string; command: string; simple: string; word: string }>(
  (tie) => ({
    list: fc
      .tuple(
        fc.array(tie('line'), { minLength: 1, maxLength: 3 }),
        pick('; ', '\n', ' ;', '\n\n', '; # note\n', ' &\n'),
      )
      .map(([lines, by]) => join(lines, by)),
    line: fc.oneof(
      { depthSize: 'xsmall', withCrossShrink: true },
      tie('command'),
      fc
        .tuple(tie('command'), pick(' && ', ' || ', ' | ', ' |& ', ' &&\n', '|\n'), tie('command'))
        .filter(([left, , right]) => !left.endsWith('\n') && !right.endsWith('\n'))
        .map((parts) => parts.join('')),
      fc.tuple(pick('! ', 'time ', 'time -p ', ''), tie('command')).map((parts) => parts.join('')),
    ),
    simple: fc
      .tuple(
        fc.option(assigned, { nil: '', freq: 5 }),
        program,
        fc.array(tie('word'), { maxLength: 3 }),
        fc.option(redirect, { nil: '', freq: 4 }),
      )
      .map((parts) => parts.flat().filter(Boolean).join(' ')),
    word: fc.oneof(
      { depthSize: 'xsmall', withCrossShrink: true },
      { weight: 4, arbitrary: literal },
      { weight: 4, arbitrary: quoted },
      { weight: 5, arbitrary: expanded },
      { weight: 1, arbitrary: tie('list').map((list) => `"$(${list})"`) },
      { weight: 1, arbitrary: tie('list').map((list) => `$( ${list} )`) },
      {
        weight: 1,
        arbitrary: tie('simple')
          .filter((text) => !/[`\\$]/.test(text))
          .map((text) => `\`${text}\``),
      },
      { weight: 1, arbitrary: tie('list').map((list) => `<(${list})`) },
      { weight: 1, arbitrary: tie('simple').map((text) => `"\${u:-$(${text})}"`) },
      { weight: 1, arbitrary: tie('simple').map((text) => `\${r[$(${text})]}`) },
    ),
    command: fc.oneof(
      { depthSize: 'xsmall', withCrossShrink: true, maxDepth: 3 },
      { weight: 8, arbitrary: tie('simple') },
      { weight: 2, arbitrary: assigned },
      { weight: 1, arbitrary: fc.array(tie('word'), { maxLength: 3 }).map((words) => `r=(${words.join(' ')})`) },
      { weight: 1, arbitrary: fc.array(tie('word'), { maxLength: 3 }).map((words) => `set -- ${words.join(' ')}`) },
      { weight: 1, arbitrary: fc.array(tie('word'), { maxLength: 2 }).map((words) => `r+=(${words.join(' ')} [5]=z)`) },
      { weight: 1, arbitrary: tie('simple').map((text) => `v=$(${text})`) },
      { weight: 1, arbitrary: tie('word').map((word) => `read v w <<< ${word}`) },
      { weight: 1, arbitrary: tie('word').map((word) => `printf -v v %s ${word}`) },
      {
        weight: 1,
        arbitrary: pick('shift', 'c=bb', "c='cc x'", 'n=v', 'IFS=o', 'unset v', 'local v=1', 'export v', 'cd .'),
      },
      ...carriers(tie('list'), tie('simple')),
      ...compounds(tie('list'), tie('word')),
    ),
  }),
).list;

/** Shell programs of every construct that the gate has to read as bash does. Some of their variables have values. */
export const programs: Text = fc
  .tuple(pick('c=aa v=o1 w=two n=v; set -- p1 p2\n', 'c=aa; ', "c='bb x'\n"), anyProgram)
  .map((parts) => parts.join(''))
  .filter((text) => text.length < 280);

type Weighted = { readonly weight: number; readonly arbitrary: Text };

function carriers(list: Text, simple: Text): readonly Weighted[] {
  const plain = list.filter((text) => !text.includes('\nE'));
  return [
    plain.map((text) => `eval ${quote(text)}`),
    simple.map((text) => `eval "${text.replace(/["\\$`]/g, '\\$&')}"`),
    simple.map((text) => `eval ${text}`),
    plain.map((text) => `bash -c ${quote(text)}`),
    plain.map((text) => `sh -c ${quote(text)} n0 n1 n2`),
    plain.map((text) => `echo ${quote(text)} | bash`),
    plain.map((text) => `bash <<< ${quote(text)}`),
    plain.map((text) => `bash <<'E'\n${text}\nE\n`),
    plain.map((text) => `bash <<-E\n\t${text.replace(/[\\$`]/g, '\\$&')}\n\tE\n`),
    plain.map((text) => `echo ${quote(text)} > s1; . ./s1`),
    plain.map((text) => `trap ${quote(text)} EXIT`),
    simple.map((text) => `cat <<E\n$v $(${text})\nE\n`),
    simple.map((text) => `cat <<'E' | bash\n${text}\nE\n`),
    pick(
      'env',
      'env A=1',
      'env -u A',
      'nice -n 1',
      'nice',
      'timeout 5',
      'command',
      'command -p',
      'builtin command',
      'nohup',
    ).chain((wrapper) => pick('aa x', 'bb "$v"', "cc 'a b'", 'dd').map((text) => `${wrapper} ${text}`)),
    pick(
      'echo x y | xargs aa',
      "echo x | xargs -I{} bb '<{}>'",
      'printf "%s\\n" p q | xargs -n1 cc',
      'find . -maxdepth 0 -exec dd {} \\;',
    ),
    pick(
      'xargs -I % sh -c "aa %" <<< q',
      "env -S 'bb x y'",
      'exec 3< <(echo aa p); bash <&3',
      '{ echo cc; } | bash -s q',
    ),
    simple.map((text) => `(exec ${text.replace(/^(\S+=\S* )+/, '')})`),
    simple.map((text) => `coproc ${text.replace(/^(\S+=\S* )+/, '')}`),
  ].map((arbitrary) => ({ weight: 1, arbitrary }));
}

function compounds(list: Text, word: Text): readonly Weighted[] {
  const tail = fc.option(redirect, { nil: '', freq: 4 }).map((text) => (text === '' ? '' : ` ${text}`));
  const two = fc.tuple(list, list);
  return [
    fc.tuple(list, tail).map(([body, end]) => `(${body})${end}`),
    fc.tuple(list, tail).map(([body, end]) => `{ ${closed(body)}}${end}`),
    fc.tuple(test, two).map(([cond, [yes, no]]) => `if ${cond}; then ${closed(yes)}else ${closed(no)}fi`),
    fc
      .tuple(list, test, two)
      .map(([cond, other, [yes, no]]) => `if ${closed(cond)}then ${closed(yes)}elif ${other}; then ${closed(no)}fi`),
    fc
      .tuple(fc.array(word, { maxLength: 3 }), list, tail)
      .map(([words, body, end]) => `for v in ${words.join(' ')}; do ${closed(body)}done${end}`),
    list.map((body) => `for v; do ${closed(body)}done`),
    list.map((body) => `for ((i=0; i<2; i++)); do ${closed(body)}done`),
    fc.tuple(test, list).map(([cond, body]) => `while ${cond}; do ${closed(body)}break; done`),
    fc.tuple(list, list).map(([cond, body]) => `until ${closed(cond)}do ${closed(body)}break; done`),
    list.map((body) => `while read -r v w; do ${closed(body)}done <<< $'p q\\ns t'`),
    fc
      .tuple(word, two)
      .map(([subject, [one, two]]) => `case ${subject} in x|y1) ${closed(one)};; (o*) aa;; *) ${closed(two)}esac`),
    fc
      .tuple(list, fc.array(word, { maxLength: 2 }))
      .map(([body, words]) => `f() { ${closed(body)}}; f ${words.join(' ')}`),
    fc.tuple(list, pick('function g', 'function g()', 'g ()')).map(([body, head]) => `${head} { ${closed(body)}}\ng x`),
    fc.tuple(test, list).map(([cond, body]) => `${cond} && { ${closed(body)}}`),
    list.map((body) => `f() (${body}); f > f2`),
  ].map((arbitrary) => ({ weight: 1, arbitrary }));
}

/** bash itself reads `time` inside a substitution in more than one way. */
export const untimed: Text = programs.filter((text) => !text.includes('time'));

/** The same texts with a token taken out, doubled or swapped for another: most are not valid any more. */
export const broken: Text = fc
  .tuple(
    untimed,
    fc.nat(),
    pick('', "'", '"', '(', ')', '{', '}', ';', '|', '&&', '`', '$(', 'do', 'fi', 'esac', '<<E', '\n', '#'),
  )
  .map(([text, place, token]) => {
    const at = place % (text.length + 1);
    return place % 2 === 0
      ? text.slice(0, at) + token + text.slice(at)
      : text.slice(0, at) + token + text.slice(at + 1);
  });
