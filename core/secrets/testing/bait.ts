import { chance, put } from './chance.ts';

export type Bait = { readonly text: string; readonly file?: string };

/** What looks like a secret to a hasty eye and is none. */
export function bait(seed: number): readonly Bait[] {
  return [...placeholders(seed), ...hashes(seed), ...files(seed), ...code(), ...prose()];
}

function placeholders(seed: number): readonly Bait[] {
  const { letters } = chance(seed);
  return [
    put('AKIA', 'IOSFODNN7', 'EXAMPLE'),
    put('aws_secret_access_key = wJalrXUtnFEMI', '/K7MDENG/bPxRfiCY', 'EXAMPLEKEY'),
    put('GITHUB_TOKEN=ghp_', 'x'.repeat(36)),
    put('token: gh', 'p_', '1234567890abcdefghij1234567890abcdef'),
    'password = "changeme"',
    'password = "<your password here>"',
    'api_key = "YOUR_API_KEY_HERE1"',
    'API_KEY=your-api-key-goes-here-1234',
    'password: ${DB_PASSWORD}',
    'password: "{{ vault_db_password }}"',
    'token: ${{ secrets.GITHUB_TOKEN }}',
    'const token = process.env.GITHUB_TOKEN;',
    "password = os.environ['DB_PASSWORD']",
    'apiKey: import.meta.env.VITE_API_KEY1',
    'postgres://user:password@localhost:5432/db',
    'postgres://postgres:postgres@localhost/app',
    'mysql://root:$MYSQL_PASSWORD@db/app',
    'https://user:${TOKEN}@github.com/a/b.git',
    'https://<user>:<password>@host.net',
    'curl -u user:password https://example.com',
    'Authorization: Bearer <token>',
    'Authorization: Bearer $TOKEN',
    'Authorization: Bearer YOUR_ACCESS_TOKEN_GOES_HERE',
    'machine example.com login you password changeme',
    '//registry.npmjs.org/:_authToken=${NPM_TOKEN}',
    put('sk_', 'test_', letters(24)),
    put('sk_', 'live_', 'xxxxxxxxxxxxxxxxxxxxxxxx'),
    put(
      'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9',
      '.',
      'eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ',
      '.',
      'SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c',
    ),
    put('-----BEGIN ', 'RSA PRIVATE KEY-----\n...\n-----END RSA ', 'PRIVATE KEY-----'),
    put("if (text.includes('-----BEGIN ", "PRIVATE KEY-----')) refuse();"),
    'password: «secret: password»',
    'secret: "********************"',
  ].map((text) => ({ text }));
}

function hashes(seed: number): readonly Bait[] {
  const { hex, base64, letters, uuid } = chance(seed);
  const rows: readonly Bait[] = [
    { text: `"integrity": "sha512-${base64(86)}=="`, file: 'package-lock.json' },
    { text: `  integrity sha512-${base64(86)}==`, file: 'yarn.lock' },
    { text: `golang.org/x/net v0.1.0 h1:${base64(43)}=`, file: 'go.sum' },
    { text: `checksum = "${hex(64)}"`, file: 'Cargo.lock' },
    { text: `token = "${letters(40)}1"`, file: 'sub/poetry.lock' },
    { text: `<script integrity="sha384-${base64(64)}">` },
  ];
  const lines = [
    `commit ${hex(40)}`,
    `secret_id: ${uuid()}`,
    `token: "${hex(40)}"`,
    `client_id = "${uuid()}"`,
    `image: app@sha256:${hex(64)}`,
    `password_hash: "$2b$12$${letters(53)}"`,
    `password: "$2b$10$${letters(53)}"`,
    `sha1: ${hex(40)}`,
    `etag: W/"${hex(32)}"`,
    `csrf_token_name = "_csrf_1"`,
    `index ${hex(7)}..${hex(7)} 100644`,
    `"nextPageToken": "${letters(30)}1"`,
    `ssh-ed25519 ${base64(68)} me@host`,
    `data:image/png;base64,${base64(300)}`,
    `revision=${hex(12)} build=${uuid()}`,
    put('-----BEGIN CERTIFICATE-----\n', base64(200), '\n-----END CERTIFICATE-----'),
  ];
  return [...rows, ...lines.map((text) => ({ text }))];
}

/** Files that tools write: locks, snapshots, bundles, pictures, keys for everybody, translations. */
function files(seed: number): readonly Bait[] {
  const { hex, base64, letters, url, uuid } = chance(seed + 7);
  const sampleToken = put('eyJhbGciOiJIUzI1NiJ9', '.', 'eyJzdWIiOiIxMjM0NTY3ODkwIn0', '.', url(43));
  const rows: readonly (readonly [file: string | undefined, text: string])[] = [
    ['pnpm-lock.yaml', `    resolution: {integrity: sha512-${base64(86)}==}`],
    ['Gemfile.lock', `    token (1.2.3) sha256=${hex(64)}`],
    ['composer.lock', `"reference": "${hex(40)}", "shasum": "${hex(40)}"`],
    ['uv.lock', `sdist = { url = "https://files.pythonhosted.org/${hex(60)}/a.tar.gz", hash = "sha256:${hex(64)}" }`],
    ['flake.lock', `"narHash": "sha256-${base64(43)}=", "rev": "${hex(40)}"`],
    ['Podfile.lock', `SPEC CHECKSUMS:\n  Token: ${hex(40)}`],
    [undefined, `<link rel="stylesheet" integrity="sha256-${base64(43)}=" crossorigin="anonymous">`],
    [undefined, `exports[\`Login renders 1\`] = \`<input name="password" value="" id="${uuid()}" />\`;`],
    [undefined, `!function(e,t){e.token=t.key||e.secret,n.password=function(){return a(b)}}(window,{});`],
    [undefined, `var a={accessKey:"k",apiKey:void 0,token:e.token,secret:!1},b="${letters(8)}";`],
    [undefined, `//# sourceMappingURL=data:application/json;base64,${put('eyJ2ZXJzaW9uIjozLCJzb3VyY2VzIjpbXX0', '=')}`],
    [undefined, `background:url(data:image/png;base64,iVBORw0KGgo${base64(400)}=)`],
    [undefined, `<img src="data:image/svg+xml;base64,${base64(200)}">`],
    [undefined, `@font-face{src:url(data:font/woff2;base64,d09GMgABAAAAA${base64(300)})}`],
    [undefined, put('-----BEGIN PUBLIC KEY-----\n', base64(64), '\n', base64(64), '\n-----END PUBLIC KEY-----')],
    [undefined, put('-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n', base64(64), '\n-----END PGP PUBLIC KEY BLOCK-----')],
    [undefined, put('-----BEGIN CERTIFICATE REQUEST-----\n', base64(64), '\n-----END CERTIFICATE REQUEST-----')],
    [undefined, `ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQ${base64(300)} dev@corp`],
    [undefined, `ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTY${base64(80)}= dev`],
    [undefined, `github.com ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${base64(43)}`],
    [undefined, `DATABASE_URL=postgres://user:password@localhost:5432/app`],
    [undefined, `amqp://guest:guest@localhost:5672/`],
    [undefined, `mongodb://root:example@mongo:27017/?authSource=admin`],
    [undefined, `redis://default:secret@127.0.0.1:6379`],
    [undefined, `https://username:password@example.com/path`],
    [undefined, `Authorization: Bearer ${sampleToken}`],
    [undefined, `"auth.password.label": "Passwort", "auth.token.expired": "Das Token ist abgelaufen"`],
    [undefined, `password_hint: 'Mindestens 12 Zeichen, davon 1 Ziffer'`],
    [undefined, `msgid "Your API key"\nmsgstr "Votre clé API"`],
    [undefined, `"X-Request-Id": "${uuid()}", "X-Amz-Cf-Id": "${uuid()}"`],
    [undefined, `cache-key: node-modules-\${{ hashFiles('package-lock.json') }}`],
    [undefined, `key: ubuntu-node-20-${hex(64)}`],
    [undefined, `docker pull ghcr.io/acme/app@sha256:${hex(64)}`],
    [undefined, `FROM node:20@sha256:${hex(64)}`],
    [undefined, `uses: actions/checkout@${hex(40)} # v4`],
    [undefined, `"_resolved": "https://registry.npmjs.org/token/-/token-1.0.0.tgz#${hex(40)}"`],
    [undefined, `ETag: "${hex(32)}-1"`],
    [undefined, `Content-MD5: ${base64(22)}==`],
    [undefined, `trace_id=${hex(32)} span_id=${hex(16)}`],
    [undefined, `colors: ['#${hex(6)}', '#${hex(6)}'], token: 'primary-500'`],
  ];
  return rows.map(([file, text]) => (file === undefined ? { text } : { text, file }));
}

function code(): readonly Bait[] {
  return [
    'const token = await getToken(user.id, 3600);',
    'password: string;',
    'export type Secret = { token: string; apiKey?: string };',
    'const password = req.body.password2;',
    'secretKeyRef: { name: db-secret-1, key: password1 }',
    'max_tokens: 4096,',
    'token_url = "https://auth.corp.net/oauth2/token"',
    'if (token === TokenKind.Identifier2) return;',
    'passwordField = document.querySelector("#password-1")',
    'const tokens = lexer.tokenize(source2);',
    'password_file: /run/secrets/db_password_1',
    'setPassword(generatePassword(16))',
    'access_token_lifetime = 86400000000',
    'apiKey: config.get("service.apiKey1"),',
    "t('auth.password.too-short-8')",
    '<input type="password" name="password1" />',
    'secret: vault:secret/data/app#key1',
    'password = settings.DATABASES.default.PASSWORD1',
    '"token": "refresh_token_v2"',
    'private_key = "~/.ssh/id_ed25519"',
    'private_key_path: ./certs/server-2.key',
    "cancelToken: 'axios.CancelToken.source1'",
  ].map((text) => ({ text }));
}

function prose(): readonly Bait[] {
  return [
    'The password: at least 8 characters, one of them a digit.',
    'Your secret is safe with us; tokens expire after 24h.',
    'Set the API key: Settings → Developers → API keys.',
    'A Bearer token is sent with every request to the server.',
    'Use basic authentication12 when nothing else is there.',
    'See https://docs.corp.net/guide:getting-started@2024-01 for more.',
    'mailto:someone:else@corp.net is no address',
    'password reset token: see the mail we sent on 2024-01-02',
    '/usr/local/lib/node_modules/typescript/lib/tsserverlibrary.d.ts',
    'thisIsAVeryLongIdentifierThatGoesOnAndOnForever42',
  ].map((text) => ({ text }));
}
