import { toast } from 'sonner';
import type { RepoId } from '../../../core/ids.ts';
import { bridge } from '../../bridge.ts';
import { PathForm } from '../../ui/forms/path-form.tsx';

type ImportReportProps = { readonly repo: RepoId | undefined; readonly onTaken: () => void };

/** A report of the person's own CI, taken up once: what fails in it is a signal, and what passes ends one. */
export function ImportReport({ repo, onTaken }: ImportReportProps) {
  const take = async (path: string) => {
    const taken = await bridge().call('signals.import', { path, ...(repo && { repo }) });
    if (!taken.ok) return taken.error;
    const { failing, passing } = taken.value;
    toast.success(`${String(failing)} failing, ${String(passing)} that failed before pass now`);
    onTaken();
    return undefined;
  };
  return (
    <section aria-label="A report of your CI" className="mt-4 flex flex-col gap-2 border-t pt-4">
      <p className="text-sm text-pretty text-ink-2">
        Or take up a report of your CI, JUnit .xml or .tap: each failing test is a signal. Without a repo it belongs to
        the one whose clone holds it.
      </p>
      <PathForm label="Report of your CI" placeholder="/path/to/report.xml" action="Take up" file onPath={take} />
    </section>
  );
}
