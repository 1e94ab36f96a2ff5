import fc from 'fast-check';
import { createElement, Fragment } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import ReactMarkdown from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { expect, test } from 'vitest';
import { simpleMarkdown } from '../../../core/views/text/simple-markdown.ts';

function drawn(text: string): string {
  return renderToStaticMarkup(createElement(ReactMarkdown, { remarkPlugins: [remarkGfm], children: text }));
}

function drawnSimply(text: string): string | undefined {
  const pieces = simpleMarkdown(text)?.map(({ kind, text: own }, key) =>
    kind === 'plain' ? createElement(Fragment, { key }, own) : createElement(kind, { key }, own),
  );
  return pieces && renderToStaticMarkup(createElement('p', {}, pieces));
}

test('a remark with words of code and stress is told apart without reading Markdown', () => {
  const said = 'I ran `npm test`, found *three* failures (and **one** crash): see below.\n\n';
  expect(drawnSimply(said)).toBe(drawn(said));
  expect(drawnSimply('Done!')).toBe('<p>Done!</p>');
});

test('what may be more than one paragraph of words is left to the reader of Markdown', () => {
  const more = ['# Title', '- item', '1. item', 'a\nb', '[a](b)', '<b>', '&lt;', 'www.a.example', '**www.a.example**'];
  for (const text of [
    ...more,
    'https://a.example',
    'me@a.example',
    '~~x~~',
    'a | b',
    '\\*',
    '    code',
    '![](x)',
    '`a`b`',
  ])
    expect(simpleMarkdown(text), text).toBeUndefined();
});

test('whatever is told apart simply is drawn as Markdown is', () => {
  const bits = fc.constantFrom(
    ...[
      'word',
      'x',
      '*em*',
      '**strong**',
      '`code`',
      '* ',
      '*',
      '**',
      '`',
      '``',
      ' ',
      '  ',
      '.',
      ',',
      ')',
      '(',
      '-',
      '+',
      '=',
      '1.',
    ],
    ...['!', '"', ':', '#', '_', '|', '\n', '\u00a0', '\t', 'é', 'www', '/', '://'],
  );
  fc.assert(
    fc.property(fc.array(bits, { minLength: 1, maxLength: 12 }), (parts) => {
      const text = parts.join('');
      const simply = drawnSimply(text);
      if (simply !== undefined) expect(simply, JSON.stringify(text)).toBe(drawn(text));
    }),
    { numRuns: 1000 },
  );
});
