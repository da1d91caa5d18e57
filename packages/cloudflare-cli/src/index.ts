/**
 * The command `cloudflare-backstage`: verifies evidence offline, and builds what
 * CI tells Cloudflare and Backstage of a deployment.
 *
 * @packageDocumentation
 */
import { run } from './program';

run(process.argv.slice(2)).then(status => {
  // Not `process.exit`: what is written to a pipe would be cut off.
  process.exitCode = status;
});
