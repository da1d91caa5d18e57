import { JsonValue } from '@backstage/types';
import { LoadedBackendOptions, startLoadedBackend } from './loadedBackend';

/** Entry of a loaded backend's own process: options in, its address and tokens out, as JSON. */
async function main() {
  const options: LoadedBackendOptions = JSON.parse(process.argv[2]);
  const { url, tokens, setBareAnswers } = await startLoadedBackend(options);
  process.on('message', (message: { bareAnswers?: JsonValue[] }) => {
    if (message.bareAnswers) {
      setBareAnswers(message.bareAnswers);
      process.send!({ taken: true });
    }
  });
  process.send!({ started: { url, tokens } });
}

// Without its parent it is of no use.
process.on('disconnect', () => process.exit(0));
main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
