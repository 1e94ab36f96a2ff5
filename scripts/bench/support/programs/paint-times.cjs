// Loaded into an Electron before its own program (-r): prints when the page painted first and when it had what is waited for.
const { app } = module.require('electron');

/** In the page: milliseconds since 1970. Without a selector the first paint is all there is to wait for. */
const look = `new Promise((resolve) => {
  const wanted = ${JSON.stringify(process.env.PAINT_TIMES_UNTIL ?? '')};
  let usable = 0;
  const again = () => {
    const [paint] = performance.getEntriesByName('first-contentful-paint');
    if (usable === 0 && (wanted === '' || document.querySelector(wanted))) usable = performance.now();
    if (paint && usable > 0) resolve({ paint: performance.timeOrigin + paint.startTime, usable: performance.timeOrigin + usable });
    else setTimeout(again, 4);
  };
  again();
})`;

app.on('web-contents-created', (_event, contents) => {
  contents.once('dom-ready', async () => {
    process.stdout.write(`paint-times ${JSON.stringify(await contents.executeJavaScript(look))}\n`);
  });
});
