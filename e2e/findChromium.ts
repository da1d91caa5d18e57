import { existsSync } from 'node:fs';
import path from 'node:path';

/**
 * A Chromium of the machine, so that no browser has to be downloaded;
 * `E2E_CHROMIUM` names another.
 */
export function findChromium(): string | undefined {
  const candidates = [
    ...(process.env.PATH ?? '')
      .split(path.delimiter)
      .flatMap(directory =>
        ['chromium', 'chromium-browser', 'google-chrome'].map(name =>
          path.join(directory, name),
        ),
      ),
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ];
  return process.env.E2E_CHROMIUM || candidates.find(file => existsSync(file));
}
