import { schedulerServiceFactory } from '@backstage/backend-defaults/scheduler';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { PosturePlugin } from './__testUtils__/posturePlugin';
import { TechInsightsBackend } from './__testUtils__/techInsightsBackend';

jest.setTimeout(60_000);

const QUEUE = 'resource:default/cf-queue-orders';
const DLQ = 'cloudflare-queue-dlq';

describe('techInsightsModuleCloudflare', () => {
  it('retrieves by the schedule of the file, and when another plugin asks for it', async () => {
    const posture = new PosturePlugin();
    posture.entities = {
      [QUEUE]: { 'queue.dlq': { state: 'pass', facts: {} } },
    };
    const backend = await TechInsightsBackend.start({
      features: [posture.feature, catalogServiceMock.factory({ entities: [] })],
      scheduler: schedulerServiceFactory,
    });
    const isPassedWhen = async (isPassed: boolean) => {
      let results: Record<string, boolean>;
      do {
        await new Promise(resolve => setTimeout(resolve, 200));
        results = await backend.results(QUEUE);
      } while (results[DLQ] !== isPassed);
      return results;
    };
    expect(await isPassedWhen(true)).toEqual({ [DLQ]: true });

    posture.entities = {
      [QUEUE]: { 'queue.dlq': { state: 'fail', facts: {} } },
    };
    await backend.trigger('resilience');
    expect(await isPassedWhen(false)).toEqual({ [DLQ]: false });
    await backend.stop();
  });
});
