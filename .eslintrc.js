// Who may import whom. The packages' own configurations extend this one.
const client = 'cloudflare-client';
const evidence = 'cloudflare-evidence';
const provenance = 'cloudflare-provenance';
const common = 'plugin-cloudflare-common';
const node = 'plugin-cloudflare-node';

/**
 * Per package: which of ours it imports, of which it imports types only, and
 * whether it may know of Backstage. No package but the demo backend, which is
 * not listed and therefore free, imports a `-backend` package of ours.
 */
const rooms = {
  'packages/cloudflare-client': { types: [common], backstage: false },
  'packages/cloudflare-cli': {
    imports: [evidence, provenance],
    backstage: false,
  },
  'packages/cloudflare-evidence': { backstage: false },
  'packages/cloudflare-provenance': { backstage: false },
  'packages/cloudflare-simulator': { types: [common], backstage: false },
  'packages/cloudflare-entity-provider': {
    imports: [client, common, node, provenance],
  },
  'packages/policies': { imports: [common] },
  'packages/app': { imports: [common, 'plugin-cloudflare'] },
  'plugins/cloudflare': { imports: [common, evidence, provenance] },
  'plugins/cloudflare-backend': {
    imports: [client, common, evidence, node, provenance],
  },
  'plugins/cloudflare-common': {},
  'plugins/cloudflare-node': { imports: [client, common, provenance] },
  'plugins/tech-insights-backend-module-cloudflare': { imports: [common] },
};

function restrictions({ imports = [], types = [], backstage = true }) {
  const ours = name => `@cloudflare-backstage/${name}`;
  const patterns = [
    {
      group: [
        ours('*'),
        ...[...imports, ...types].map(name => `!${ours(name)}`),
      ],
      message: 'This package may not import that one: see .eslintrc.js.',
    },
  ];
  if (types.length > 0) {
    patterns.push({
      group: types.map(ours),
      allowTypeImports: true,
      message: 'Only types may be imported from there: use `import type`.',
    });
  }
  if (!backstage) {
    patterns.push({
      group: ['@backstage/*'],
      message: 'This package has to be usable without Backstage.',
    });
  }
  return patterns;
}

module.exports = {
  root: true,
  overrides: Object.entries(rooms).map(([directory, room]) => ({
    files: [`${directory}/src/**/*.{ts,tsx}`],
    excludedFiles: ['**/*.test.{ts,tsx}', '**/__testUtils__/**'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { patterns: restrictions(room) },
      ],
    },
  })),
};
