import { limitOn } from '../../../core/loop/limits/limit.ts';
import { quotaWords, tightestWindows } from '../../../core/loop/limits/quota-window.ts';
import { visible } from '../../../core/views/text/visible.ts';
import { useMirror } from '../../mirror/mirror.ts';
import { useClockText } from '../../window/clock.ts';

/** What each account has used of its allowance and when that begins anew; one at its limit says so elsewhere. */
export function QuotaStatus() {
  const windows = useMirror(({ gauges }) => gauges.windows);
  const limits = useMirror(({ factory }) => factory.limits);
  const minute = Number(useClockText((now) => String(Math.floor(now / 60_000) * 60_000)));
  const free = windows.filter(({ account }) => limitOn(limits, account) === undefined);
  return tightestWindows(free, minute).map((tightest) => {
    const all = free.filter(({ account }) => account === tightest.account);
    return (
      <span
        key={tightest.account}
        className="min-w-24 shrink! truncate"
        title={all.map((each) => visible(quotaWords(each, minute))).join('\n')}
      >
        {visible(quotaWords(tightest, minute))}
      </span>
    );
  });
}
