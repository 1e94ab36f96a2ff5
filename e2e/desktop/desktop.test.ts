import { test as base, expect, runElectron } from '../app.ts';
import { PATIENCE, addRepos, createThread, openAsk, sampleThread, standingOf, threadOf } from '../facts.ts';
import { startDesktopBus } from './desktop-bus.ts';
import type { DesktopBus } from './desktop-bus.ts';

const test = base.extend<{ bus: DesktopBus }>({
  bus: async ({ browserName: _ }, use) => {
    const bus = await startDesktopBus();
    await use(bus);
    bus.stop();
  },
});
test.skip(process.platform !== 'linux', 'the message bus is how Linux shows these');
test.setTimeout(120_000);

test('an ask is notified with buttons that answer it, and a click lands on its card', async ({ bus, desk }) => {
  const app = await desk.launch({ DBUS_SESSION_BUS_ADDRESS: bus.address });
  await createThread(app, sampleThread(await addRepos(app, desk)));
  await expect.poll(() => bus.notifications.length, PATIENCE).toBe(1);
  const [shown] = bus.notifications;
  expect(shown).toEqual({
    id: 1,
    title: 'Needs approval: #1 Rename makeSlug to slugify',
    line: expect.stringMatching(/^git push \S+preview\.git HEAD:refs\/heads\/preview\/slugify$/) as unknown,
    actions: ['default', 'Open', 'approve', 'Approve once', 'reject', 'Reject'],
  });

  bus.press(1, 'default');
  await expect(app.window.getByRole('heading', { level: 1 })).toContainText('Rename makeSlug to slugify');
  bus.press(1, 'approve');
  await expect.poll(async () => (await threadOf(app)).asks[0]?.state.kind, PATIENCE).toBe('answered');
  expect((await threadOf(app)).asks[0]?.state).toMatchObject({ by: { who: 'person', via: 'notification' } });
  await expect.poll(() => bus.closed).toEqual([1]);
});

test('the tray counts what needs the person, opens its card, and answers it in the row', async ({ bus, desk }) => {
  const app = await desk.launch({ DBUS_SESSION_BUS_ADDRESS: bus.address });
  await createThread(app, sampleThread(await addRepos(app, desk)));
  await openAsk(app);
  const tooltip = async () => (await bus.tray())?.tooltip;
  await expect.poll(tooltip, PATIENCE).toContain('1 needs you');
  const tray = await bus.tray();
  const row = tray?.menu.find(({ label }) => label.startsWith('#1 Rename makeSlug to slugify — git push '));
  expect(row?.entries.map(({ label }) => label)).toEqual(expect.arrayContaining(['Open', 'Approve once', 'Reject']));
  await tray?.click('Open');
  await expect(app.window.getByRole('heading', { level: 1 })).toContainText('Rename makeSlug to slugify');
  await tray?.click('Reject');
  await expect.poll(tooltip, PATIENCE).toContain('nothing needs you');
  expect((await threadOf(app)).asks[0]?.state).toMatchObject({ answer: { kind: 'reject' }, by: { via: 'tray' } });
});

test('"Pause all" in the tray pauses what works, and it can be resumed there', async ({ bus, desk }) => {
  const app = await desk.launch({ DBUS_SESSION_BUS_ADDRESS: bus.address });
  await createThread(app, sampleThread(await addRepos(app, desk)));
  await openAsk(app);
  await (await bus.tray())?.click('Pause all');
  await expect.poll(async () => (await threadOf(app)).halt?.kind, PATIENCE).toBe('paused');
  await expect
    .poll(async () => (await bus.tray())?.menu.map(({ label }) => label), PATIENCE)
    .toContain('Resume 1 paused');
  await (await bus.tray())?.click('Resume 1 paused');
  await expect.poll(async () => (await threadOf(app)).halt, PATIENCE).toBeUndefined();
});

test('a second start on the same folder says so once, ends with 1, and brings the first to the front', async ({
  desk,
  app,
}) => {
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  const second = await runElectron(desk);
  expect(second.code).toBe(1);
  expect(second.stderr).toMatch(/^teatree: Teatree is already running on .*\n {2}Use that one/m);
  expect(second.stderr.match(/already running/g)).toHaveLength(1);
  const visible = () => app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());
  await expect.poll(visible).toBe(true);
});

test('quitting while a run is alive asks; Cancel and the background keep it going', async ({ desk, app }) => {
  await createThread(app, sampleThread(await addRepos(app, desk)));
  await openAsk(app);
  const questions = await app.electron.evaluateHandle(({ dialog }) => {
    const asked = { answers: [2, 0], messages: [] as string[] };
    dialog.showMessageBox = async (...options: unknown[]) => {
      asked.messages.push(JSON.stringify(options.at(-1)));
      return { response: asked.answers.shift() ?? 1, checkboxChecked: false };
    };
    return asked;
  });
  const quit = () => app.electron.evaluate(({ app: electron }) => electron.quit());
  const visible = () => app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());
  await quit();
  await expect.poll(() => questions.evaluate(({ messages }) => messages.length)).toBe(1);
  expect(await questions.evaluate(({ messages }) => messages[0])).toContain('1 thread at work');
  expect(await visible()).toBe(true);
  await quit();
  await expect.poll(visible).toBe(false);
  expect((await standingOf(app)).column).toBe('needs-you');
});

test('every bad word on the command line is answered in one sentence and ends with 2', async ({ desk }) => {
  for (const [word, message] of [
    ['--sampel', 'Unknown option --sampel'],
    ['--picture', '--picture needs a file name'],
    ['--exit-when-landed', '--exit-when-landed needs --sample'],
  ] as const) {
    const ended = await runElectron(desk, word);
    expect(ended).toEqual({ code: 2, stdout: '', stderr: `teatree: ${message}\n  See npm start -- --help\n` });
  }
});
