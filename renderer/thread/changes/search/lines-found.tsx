import type { LineFound, LinesFound } from '../../../../core/contract/thread/change-methods.ts';
import { fileName } from '../../../../core/views/changes/file-tree.ts';
import { visible } from '../../../../core/views/text/visible.ts';

type LinesFoundProps = { readonly found: LinesFound; readonly onGo: (line: LineFound) => void };

/** Lines of any changed file that hold the words. */
export function FoundLines({ found: { lines, total, truncated }, onGo }: LinesFoundProps) {
  return (
    <section aria-label="Lines found" className="flex max-h-1/2 min-h-0 flex-col border-t">
      <h3 role="status" className="shrink-0 px-4 py-1.5 text-sm text-ink-3">
        {total === 0 ? 'No changed line has this' : `${String(total)} ${total === 1 ? 'line' : 'lines'}`}
        {total > lines.length && `, the first ${String(lines.length)}`}
        {truncated && '; the change is too large to be searched to its end'}
      </h3>
      <ul className="min-h-0 overflow-y-auto pb-2">
        {lines.map((line, at) => (
          <li key={at}>
            <button
              type="button"
              title={visible(`${line.path}:${String(line.line)}`)}
              onClick={() => onGo(line)}
              className="block w-full px-4 py-1 text-left text-sm hover:bg-hover"
            >
              <span className="block truncate text-ink-3">
                {visible(fileName(line.path))}:{line.line}
                {line.kind !== 'context' && ` ${line.kind}`}
              </span>
              <span className="block truncate font-mono text-ink-2">{visible(line.text.trim())}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
