import { readFile } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';
import { protocol } from 'electron';

/** The only origin the window ever shows. */
export const ORIGIN = 'app://teatree';
export const START_PAGE = `${ORIGIN}/index.html`;

/** No remote origin, no inline script, no eval. Styles may be inline: UI libraries place pop-ups that way. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/** Must run before the app is ready. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([
    // What V8 made of the page's program is kept: the next start reads it instead of the text. A build has names of its own.
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Serves the built renderer at `app://teatree/`, and nothing else of the disk. */
export function servePage(root: string): void {
  protocol.handle('app', (request) => answer(root, request.method, request.url));
}

export async function answer(root: string, method: string, url: string): Promise<Response> {
  if (method !== 'GET' && method !== 'HEAD') return refusal(405);
  const path = pathOf(root, url);
  const type = path === undefined ? undefined : TYPES[extname(path)];
  if (path === undefined || type === undefined) return refusal(404);
  try {
    const body = await readFile(path);
    return new Response(method === 'HEAD' ? null : new Uint8Array(body), {
      headers: { ...HEADERS, 'content-type': type },
    });
  } catch {
    return refusal(404);
  }
}

/** The file an address names; undefined for another host and for everything outside the root. */
export function pathOf(root: string, url: string): string | undefined {
  const { protocol: scheme, host, pathname } = new URL(url);
  if (scheme !== 'app:' || host !== 'teatree') return undefined;
  const decoded = decodePath(pathname);
  if (decoded === undefined || decoded.includes('\0') || decoded.includes('\\')) return undefined;
  const path = resolve(root, `.${decoded === '/' ? '/index.html' : decoded}`);
  return path.startsWith(root + sep) ? path : undefined;
}

function decodePath(pathname: string): string | undefined {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
}

function refusal(status: number): Response {
  return new Response(null, { status, headers: HEADERS });
}
