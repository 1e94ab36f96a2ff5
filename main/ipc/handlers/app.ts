import { recentIn, recordedIn } from '../../../core/contract/recorded.ts';
import { fail, ok } from '../../../core/result.ts';
import type { HandlersOf } from '../handler.ts';
import type { Services } from '../services.ts';

export function appHandlers({
  app,
  orchestrator,
  store,
  policy,
  machine,
  notices,
  doctor,
  repair,
  desktop,
}: Services): HandlersOf<'app'> {
  return {
    'app.snapshot': ({ recent }) =>
      ok({
        seq: orchestrator.seq(),
        ...(recent ? recentIn : recordedIn)(orchestrator.state),
        settings: store.settings.read(),
        admission: machine.admission(),
        gauges: machine.gauges(),
        notices: notices.list(),
        policy: policy.status(),
        app,
      }),
    'app.doctor': async () => ok(await doctor()),
    'app.repair': ({ finding }) => repair(finding),
    'app.show': async ({ link }) => ok({ shown: (await desktop?.show(link)) ?? false }),
    'app.newWindow': async () => ok({ shown: (await desktop?.newWindow()) ?? false }),
    'app.pickFolder': async () => ok({ path: await desktop?.pickFolder() }),
    'app.openLink': async ({ url }) =>
      desktop
        ? ok({ opened: await desktop.openLink(url) })
        : fail({ code: 'no-window', message: `No window can open ${url}` }),
  };
}
