import {
  SimulatorOptions,
  startSimulator,
} from '@cloudflare-backstage/cloudflare-simulator';

/** Entry of a simulator's own process: options in, addresses out, as JSON. */
async function main() {
  const options: SimulatorOptions = JSON.parse(process.argv[2]);
  const { url, controlUrl, accountId, apiToken } = await startSimulator(
    options,
  );
  process.send!({ simulator: { url, controlUrl, accountId, apiToken } });
}

// Without its parent it is of no use.
process.on('disconnect', () => process.exit(0));
main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
