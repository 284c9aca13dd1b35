// Who may import whom: the table of docs/architecture.md as rules. `npm test` runs them.

const server = 'sandbox-server/';
/** Floors from the ground up; each may import those before it. */
const floors = [
  ['clock'],
  ['network', 'dns'],
  ['mail-auth'],
  ['mta'],
  ['actors', 'relay-service'],
  ['shell'],
  ['sandbox'],
  ['store'],
  ['gateway'],
];
const tests = '\\.test\\.tsx?$';

const only = (name, comment, from, allowed) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot: tests },
  to: { path: '^(app|components|content|sandbox-server|scripts|tests|bench)/', pathNot: allowed },
});

const protocol = `^${server}protocol/`;

const floorRules = floors.map((names, index) => {
  const own = names.map((name) => `^${server}${name}/`);
  const below = floors.slice(0, index).flat();
  const allowed = [protocol, ...below.map((name) => `^${server}${name}/`)];
  return names.map((name, at) =>
    only(`${name}-stands-on-the-floors-below`, 'Server floors import only what is to their left.', own[at], [
      ...allowed,
      own[at],
    ]),
  );
});

export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
    only('protocol-imports-nothing-of-ours', 'Browser and server share it.', protocol, [protocol]),
    {
      name: 'protocol-imports-only-zod',
      severity: 'error',
      from: { path: protocol, pathNot: tests },
      to: { dependencyTypes: ['npm', 'npm-dev', 'npm-peer', 'core'], pathNot: '^node_modules/zod/' },
    },
    only('content-sees-only-protocol', 'A lesson is data.', '^content/', ['^content/', protocol]),
    only('components-see-only-protocol', 'A browser never gets server code.', '^components/', [
      '^components/',
      protocol,
    ]),
    only('app-sees-no-server', 'Routes hold no logic.', '^app/', ['^app/', '^components/', '^content/', protocol]),
    ...floorRules.flat(),
    {
      name: 'real-network-only-in-gateway-and-main',
      comment: 'A sandbox has no way to the real network.',
      severity: 'error',
      from: {
        path: `^${server}`,
        pathNot: [`^${server}gateway/`, `^${server}main\\.ts$`, `^${server}network/web\\.ts$`, tests],
      },
      to: { dependencyTypes: ['core'], path: '^(node:)?(net|http|https|http2|dgram|dns)(/|$)' },
    },
    {
      name: 'tls-only-in-network-and-gateway',
      severity: 'error',
      from: { path: `^${server}`, pathNot: [`^${server}(gateway|network)/`, tests] },
      to: { dependencyTypes: ['core'], path: '^(node:)?tls$' },
    },
    {
      name: 'only-main-imports-content',
      severity: 'error',
      from: { path: `^${server}`, pathNot: [`^${server}main\\.ts$`, tests] },
      to: { path: '^content/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^\\.next/' },
    parser: 'swc',
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mdx', '.js', '.mjs', '.css'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
};
