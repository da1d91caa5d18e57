import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const root = path.resolve(__dirname, '..', '..');
const PLUGIN = '@cloudflare-backstage/plugin-cloudflare';

/** The demo's own modules need its backend; the app is measured without. */
const APP = `
import { createApp } from '@backstage/frontend-defaults';
import catalogPlugin from '@backstage/plugin-catalog/alpha';

export default createApp({ features: [catalogPlugin] });
`;

function configAt(url: string) {
  return {
    app: {
      title: 'Bundle benchmark',
      baseUrl: url,
      packages: 'all',
      extensions: [{ 'page:catalog': { config: { path: '/' } } }],
    },
    backend: { baseUrl: url },
  };
}

/**
 * Builds a Backstage app for production, as the demo's without its sign-in,
 * with or without our plugin installed.
 *
 * @returns the folder of what was built
 */
export function buildMeasuredApp(
  folder: string,
  options: { withPlugin: boolean; url: string },
): string {
  const demo = path.join(root, 'packages', 'app');
  const manifest = JSON.parse(
    fs.readFileSync(path.join(demo, 'package.json'), 'utf8'),
  );
  if (!options.withPlugin) {
    delete manifest.dependencies[PLUGIN];
  }
  fs.mkdirSync(path.join(folder, 'src'), { recursive: true });
  // The build looks its package up in the workspace that it is part of.
  fs.writeFileSync(
    path.join(folder, '..', 'package.json'),
    JSON.stringify({
      name: 'bundle',
      private: true,
      workspaces: ['*'],
      devDependencies: { '@backstage/cli-defaults': '*' },
    }),
  );
  fs.cpSync(path.join(demo, 'public'), path.join(folder, 'public'), {
    recursive: true,
  });
  const write = (file: string, text: string) =>
    fs.writeFileSync(path.join(folder, file), text);
  write(
    'package.json',
    JSON.stringify({ ...manifest, name: path.basename(folder) }),
  );
  write('app-config.yaml', JSON.stringify(configAt(options.url)));
  write('src/App.tsx', APP);
  fs.copyFileSync(
    path.join(demo, 'src', 'index.tsx'),
    path.join(folder, 'src', 'index.tsx'),
  );
  const cli = createRequire(__filename).resolve(
    '@backstage/cli/bin/backstage-cli',
  );
  execFileSync(
    process.execPath,
    [cli, 'package', 'build', '--config', path.join(folder, 'app-config.yaml')],
    { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  return path.join(folder, 'dist');
}
