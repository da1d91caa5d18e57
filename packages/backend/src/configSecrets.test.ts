import { createConfigSecretEnumerator } from '@backstage/backend-defaults/rootConfig';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';

// The schemas of all packages are read, which takes a while.
jest.setTimeout(60_000);

/** All that is secret in the configuration of the Cloudflare plugins. */
const secrets = {
  apiToken: 'secret-of-the-flat-form',
  buildsToken: 'secret-of-the-builds',
  accounts: {
    default: {
      apiToken: 'secret-of-an-account',
      buildsToken: 'secret-of-its-builds',
    },
  },
  redaction: { pseudonymKey: 'secret-of-the-pseudonyms' },
  evidence: { signing: { privateKey: 'secret-of-the-signature' } },
};

describe('the configuration', () => {
  it('has the logger of the backend mask whatever is secret in it', async () => {
    const secretsOf = await createConfigSecretEnumerator({
      logger: mockServices.logger.mock(),
    });
    const found = [...secretsOf(new ConfigReader({ cloudflare: secrets }))];
    expect(found.sort()).toEqual(
      JSON.stringify(secrets)
        .match(/secret-[a-z-]+/g)!
        .sort(),
    );
  });
});
