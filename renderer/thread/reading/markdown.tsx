import { Fragment, memo } from 'react';
import type { ComponentProps } from 'react';
import ReactMarkdown from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { blocksOf } from '../../../core/views/text/blocks.ts';
import { simpleMarkdown } from '../../../core/views/text/simple-markdown.ts';
import type { Piece } from '../../../core/views/text/simple-markdown.ts';
import { visible } from '../../../core/views/text/visible.ts';
import { tell } from '../../window/request.ts';

/** A piece longer than this is drawn as it was written: its nesting may take for ever to read. */
const longestBlock = 10_000;

/** What an agent wrote, as Markdown: never HTML, never an address that is loaded, and links only by a question first. */
export function Markdown({ text }: { readonly text: string }) {
  return (
    <div className="untrusted-prose select-text">
      {blocksOf(visible(text)).map((block, index) => (
        <Block key={index} text={block} />
      ))}
    </div>
  );
}

const plugins = [remarkGfm, signsForHidden];

/** Of a text that grows only the last piece is read again. */
const Block = memo(function Block({ text }: { readonly text: string }) {
  if (text.length > longestBlock) return <p className="whitespace-pre-wrap">{text}</p>;
  const simple = simpleMarkdown(text);
  if (simple) return <Paragraph pieces={simple} />;
  return (
    <ReactMarkdown remarkPlugins={plugins} components={components} urlTransform={(url) => url}>
      {text}
    </ReactMarkdown>
  );
});

function Paragraph({ pieces }: { readonly pieces: readonly Piece[] }) {
  return (
    <p>
      {pieces.map(({ kind, text }, at) => {
        const Tag = kind === 'plain' ? Fragment : kind;
        return <Tag key={at}>{text}</Tag>;
      })}
    </p>
  );
}

const components: ComponentProps<typeof ReactMarkdown>['components'] = {
  a: ({ href, children }) => <Link url={href ?? ''}>{children}</Link>,
  // What would load is named instead.
  img: ({ alt, src }) => (
    <span className="text-ink-2">
      [picture{alt ? `: ${alt}` : ''}] <Link url={typeof src === 'string' ? src : ''}>{String(src ?? '')}</Link>
    </span>
  ),
  // The page has headings of its own.
  h1: ({ children }) => <h3>{children}</h3>,
  h2: ({ children }) => <h3>{children}</h3>,
  h3: ({ children }) => <h4>{children}</h4>,
  h4: ({ children }) => <h4>{children}</h4>,
  h5: ({ children }) => <h4>{children}</h4>,
  h6: ({ children }) => <h4>{children}</h4>,
  table: ({ children }) => (
    <div className="overflow-x-auto">
      <table>{children}</table>
    </div>
  ),
  input: ({ checked }) => <span role="img" aria-label={checked ? 'done' : 'open'}>{`${checked ? '☑' : '☐'} `}</span>,
};

/** The system shows the whole address and asks before anything is opened; what is no web address is text. */
function Link({ url, children }: { readonly url: string; readonly children?: React.ReactNode }) {
  if (!/^https?:\/\//i.test(url)) return <>{children}</>;
  const open = () => tell('app.openLink', { url });
  return (
    <span
      role="link"
      tabIndex={0}
      title={visible(url)}
      onClick={open}
      onKeyDown={(event) => event.key === 'Enter' && open()}
      className="underline decoration-line-strong underline-offset-2 hover:decoration-current"
    >
      {children}
    </span>
  );
}

type Node = { value?: unknown; alt?: unknown; children?: readonly Node[] };

/** An entity may spell what hides or turns text around, so what was read is looked through once more. */
function signsForHidden() {
  return (tree: Node) => mark(tree);
}

function mark(node: Node): void {
  if (typeof node.value === 'string') node.value = visible(node.value);
  if (typeof node.alt === 'string') node.alt = visible(node.alt);
  for (const child of node.children ?? []) mark(child);
}
