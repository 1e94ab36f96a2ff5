import { chance, put } from './chance.ts';

export type Sample = { readonly name: string; readonly text: string; readonly secret: string; readonly file?: string };

/** Tokens of every family, each in a line as people write it. */
export function tokens(seed: number): readonly Sample[] {
  const { letters, url, hex, upper, digits, base64, uuid } = chance(seed);
  const rows: readonly (readonly [string, string, (secret: string) => string])[] = [
    ...['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'].map(
      (prefix) => [prefix, put(prefix, letters(36)), (s: string) => `git clone https://${s}@github.com/a/b`] as const,
    ),
    ['github fine', put('github_', 'pat_', letters(22), '_', letters(59)), (s) => `GITHUB_TOKEN=${s}`],
    ['gitlab', put('glpat', '-', url(20)), (s) => `PRIVATE-TOKEN: ${s}`],
    ['slack bot', put('xox', 'b-', digits(12), '-', digits(12), '-', letters(24)), (s) => `const slack = '${s}';`],
    ['slack user', put('xox', 'p-', digits(12), '-', digits(12), '-', hex(32)), (s) => `"slack": "${s}"`],
    [
      'slack hook',
      put('T', upper(8), '/B', upper(8), '/', letters(24)),
      (s) => put('curl https://hooks.sl', `ack.com/services/${s}`),
    ],
    ['aws id', put('AK', 'IA', upper(16)), (s) => `aws_access_key_id = ${s}`],
    ['aws session id', put('AS', 'IA', upper(16)), (s) => `the key ${s} was used`],
    ['aws secret', put('aB3', base64(37)), (s) => `aws_secret_access_key = ${s}`],
    ['aws secret json', put('xY9', base64(37)), (s) => `{"SecretAccessKey": "${s}"}`],
    ['google', put('AI', 'za', url(35)), (s) => `https://maps.googleapis.com/api?key=${s}&v=3`],
    ['google oauth', put('GOC', 'SPX-', url(28)), (s) => `client: ${s}`],
    ['stripe', put('sk_', 'live_', letters(24)), (s) => `stripe.setKey("${s}")`],
    ['stripe restricted', put('rk_', 'live_', letters(99)), (s) => `STRIPE=${s}`],
    ['openai project', put('sk-', 'proj-', url(74)), (s) => `OpenAI(api_key="${s}")`],
    ['openai', put('sk-', letters(48)), (s) => `export OPENAI_API_KEY=${s}`],
    ['anthropic', put('sk-', 'ant-', 'api03-', url(95)), (s) => `x-api-key: ${s}`],
    ['npm', put('npm', '_', letters(36)), (s) => `//registry.npmjs.org/:_authToken=${s}`],
    ['pypi', put('pypi', '-AgEIcHlwaS5vcmc', url(80)), (s) => `password = ${s}`],
    ['sendgrid', put('SG', '.', url(22), '.', url(43)), (s) => `sgMail.setApiKey('${s}')`],
    ['twilio', put('S', 'K', hex(32)), (s) => `client(${s})`],
    ['twilio token', hex(32), (s) => `TWILIO_AUTH_TOKEN=${s}`],
    ['azure storage', put(base64(86), '=='), (s) => `AccountName=a;AccountKey=${s};EndpointSuffix=core`],
    ['azure client', put(letters(3), '8Q', '~', letters(34)), (s) => `clientSecret: ${s}`],
    ['digitalocean', put('dop', '_v1_', hex(64)), (s) => `doctl auth init -t ${s}`],
    ['heroku', uuid(), (s) => `HEROKU_API_KEY=${s}`],
    ['telegram', put(digits(9).replace(/^0/, '1'), ':A', 'A', url(33)), (s) => `bot${s}/sendMessage`],
    ['discord', put('MTIzNDU2Nzg5MDEyMzQ1Njc4', '.', url(6), '.', url(30)), (s) => `client.login('${s}')`],
    ['discord hook', put(digits(18), '/', url(68)), (s) => put('https://disc', `ord.com/api/webhooks/${s}`)],
    ['jwt', put('ey', 'J', url(20), '.ey', 'J', url(60), '.', url(43)), (s) => `Cookie: session=${s}`],
    ['age', put('AGE-', 'SECRET-KEY-1', chars(58, seed)), (s) => s],
    ['huggingface', put('hf', '_', letters(34)), (s) => `login(token="${s}")`],
    ['shopify', put('shp', 'at_', hex(32)), (s) => `X-Shopify-Access-Token: ${s}`],
    ['docker hub', put('dckr', '_pat_', url(27)), (s) => `docker login -p ${s}`],
    ['databricks', put('da', 'pi', hex(32)), (s) => `host=x token=${s}`],
    ['vault', put('hv', 's.', url(90)), (s) => `VAULT_TOKEN=${s}`],
    ['mailgun', put('ke', 'y-', hex(32)), (s) => `api:${s}`],
    ['mailchimp', put(hex(32), '-u', 's14'), (s) => `mailchimp ${s}`],
    ['grafana', put('gl', 'sa_', letters(32), '_', hex(8)), (s) => `Bearer ${s}`],
    ['linear', put('lin', '_api_', letters(40)), (s) => `Authorization: ${s}`],
  ];
  return rows.map(([name, secret, line]) => ({ name, secret, text: line(secret) }));
}

function chars(length: number, seed: number): string {
  const letters = 'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L';
  const { next } = chance(seed + 1);
  return Array.from({ length }, () => letters[next(letters.length)] ?? 'Q').join('');
}

/** Credentials that only their place gives away, key blocks, and wrapped tokens. */
export function credentials(seed: number): readonly Sample[] {
  const { letters, base64, password, hex, url } = chance(seed);
  const own = () => put('pW', password(12), '7!');
  const encode = (text: string) => btoa64(text);
  const rows: readonly (readonly [string, string, (secret: string) => string])[] = [
    ['postgres url', put('Zq4', letters(13)), (s) => `postgres://app:${s}@db.internal:5432/app`],
    ['https url', put('k9', letters(20)), (s) => `git remote add o https://bot:${s}@git.corp.net/x.git`],
    ['redis url', put('r3D', letters(10)), (s) => `redis://:${s}@cache:6379/0`],
    ['netrc', own(), (s) => `machine git.corp.net\n  login me\n  password ${s}`],
    ['netrc line', own(), (s) => `machine git.corp.net login me password ${s}`],
    ['npmrc', put('n1', base64(30)), (s) => `//npm.corp.net/:_authToken=${s}`],
    ['docker auth', encode(put('robot:', 'q8', letters(16))), (s) => `{"auths":{"r.io":{"auth":"${s}"}}}`],
    ['basic header', encode(put('me:', 'w3', letters(14))), (s) => `Authorization: Basic ${s}`],
    ['bearer', put('b4', url(38)), (s) => `curl -H "Authorization: Bearer ${s}" x`],
    ['curl user', put('cU7', letters(12)), (s) => `curl -u deploy:${s} https://x.net`],
    ['flag', put('f5', letters(16)), (s) => `login --password ${s} --yes`],
    ['env', own(), (s) => `DB_PASSWORD=${s}`],
    ['export', own(), (s) => `export ADMIN_PASSWORD='${s}'`],
    ['yaml', put('y7', letters(22)), (s) => `db:\n  password: ${s}\n  user: app`],
    ['json', own(), (s) => `{"password": "${s}", "user": "a"}`],
    ['json in json', put('j6', letters(24)), (s) => `{"body":"{\\"api_key\\":\\"${s}\\"}"}`],
    ['typescript', put('t8', letters(30)), (s) => `const apiKey: string = "${s}";`],
    ['python', put('p2', letters(30)), (s) => `SECRET_KEY = '${s}'`],
    ['hex key', put('a7', hex(30)), (s) => `api_key: "${s}"`],
    ['php define', put('d3', letters(18)), (s) => `define('DB_PASSWORD', '${s}');`],
    ['ruby', put('u1', letters(26)), (s) => `:client_secret => "${s}"`],
    ['xml', put('x4', letters(20)), (s) => `<password>${s}</password>`],
    ['properties', put('o9', letters(28)), (s) => `spring.datasource.password=${s}`],
    ['environ', put('e2', letters(28)), (s) => `os.environ["API_TOKEN"] = "${s}"`],
    ['toml', put('m5', letters(28)), (s) => `auth_token = "${s}"`],
    ['go', put('g6', letters(28)), (s) => `accessToken := "${s}"`],
    ['pem', pem('RSA PRIVATE KEY', base64(800)), (s) => s],
    ['openssh', pem('OPENSSH PRIVATE KEY', base64(400)), (s) => `key: |\n${s}\n`],
    ['pgp', pem('PGP PRIVATE KEY BLOCK', base64(900)), (s) => s],
    [
      'service account',
      pem('PRIVATE KEY', base64(1600)).replaceAll('\n', '\\n'),
      (s) => `{"type": "service_account", "private_key": "${s}\\n"}`,
    ],
    ['in base64', encode(put('token=gh', 'p_', letters(36))), (s) => `data: ${s}`],
    ['kubernetes', encode(put('{"auth_token":"', letters(30), '1"}')), (s) => `  config.json: ${s}`],
  ];
  return rows.map(([name, secret, line]) => ({ name, secret, text: line(secret) }));
}

/** Tokens in pieces: `secret` is what a careless redaction would leave of them. */
export function inPieces(seed: number): readonly Sample[] {
  const { letters, upper } = chance(seed);
  const [a, b] = [letters(16), letters(20)];
  const github = put('gh', 'p_', a);
  const key = upper(16);
  return [
    { name: 'sum', secret: b, text: `const t = '${github}' + '${b}';` },
    { name: 'sum over lines', secret: b, text: `token = "${github}" \\\n    "${b}"` },
    { name: 'php sum', secret: b, text: `$t = "${github}" . "${b}";` },
    { name: 'prefix apart', secret: key, text: `id = "${put('AK', 'IA')}" + "${key}"` },
    { name: 'join', secret: b, text: `['${github}', '${b}'].join('')` },
    { name: 'sum with plus first', secret: b, text: `x = "${github}"\n  + "${b}"` },
  ];
}

function pem(kind: string, body: string): string {
  const lines = body.match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${kind}-----`, ...lines, `-----END ${kind}-----`].join('\n');
}

function btoa64(text: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const bits = [...text].map((letter) => letter.charCodeAt(0).toString(2).padStart(8, '0')).join('');
  const groups = bits.match(/.{1,6}/g) ?? [];
  const body = groups.map((group) => alphabet[parseInt(group.padEnd(6, '0'), 2)] ?? 'A').join('');
  return body.padEnd(Math.ceil(body.length / 4) * 4, '=');
}
