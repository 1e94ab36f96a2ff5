// Draws the PNGs beside it from the SVGs: `electron main/desktop/assets/draw.mjs`. Run by hand after a change of a drawing.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BrowserWindow, app } from 'electron';

const PICTURES = [
  ['icon.svg', 'icon.png', 512],
  ['tray.svg', 'tray.png', 22],
  ['tray.svg', 'tray@2x.png', 44],
  ['tray-attention.svg', 'tray-attention.png', 22],
  ['tray-attention.svg', 'tray-attention@2x.png', 44],
];

app.whenReady().then(async () => {
  const page = new BrowserWindow({ show: false, webPreferences: { sandbox: true } });
  await page.loadURL('data:text/html,<canvas></canvas>');
  for (const [from, to, size] of PICTURES) {
    const svg = readFileSync(join(import.meta.dirname, from)).toString('base64');
    const png = await page.webContents.executeJavaScript(`(${draw})(${JSON.stringify(svg)}, ${size})`);
    writeFileSync(join(import.meta.dirname, to), Buffer.from(png, 'base64'));
  }
  app.exit(0);
});

/** Runs in the page. */
async function draw(svg, size) {
  const image = new Image(size, size);
  image.src = `data:image/svg+xml;base64,${svg}`;
  await image.decode();
  const canvas = Object.assign(document.createElement('canvas'), { width: size, height: size });
  canvas.getContext('2d').drawImage(image, 0, 0, size, size);
  return canvas.toDataURL('image/png').split(',')[1];
}
