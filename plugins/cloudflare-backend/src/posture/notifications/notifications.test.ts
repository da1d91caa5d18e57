import { mockServices } from '@backstage/backend-test-utils';
import { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import { ExemptionEntry } from '../exemptions/Exemptions';
import { evaluating, queueEntity } from '../__testUtils__/evaluating';
import {
  backlogCheck,
  entityOf,
  finding,
} from '../__testUtils__/storedPosture';
import { openTestDatabase } from '../../evidence/__testUtils__/testDatabases';
import { Exemptions } from '../exemptions/Exemptions';
import { expiryMessages } from './expiryMessages';
import { failMessages } from './failMessages';
import { PostureNotifier } from './PostureNotifier';

/** Evaluations whose owners are told. */
async function start(exemptions: ExemptionEntry[] = []) {
  const knex = await openTestDatabase('SQLITE_3');
  const evaluations = evaluating(knex, { exemptions });
  const { world, evaluator, writer, later } = evaluations;
  const sent: NotificationSendOptions[] = [];
  const logger = mockServices.logger.mock();
  const state = { down: false };
  const notifier = new PostureNotifier(
    {
      async send(options) {
        if (state.down) {
          throw new Error('Request failed with status 404');
        }
        sent.push(options);
      },
    },
    logger,
  );
  return {
    ...evaluations,
    sent,
    logger,
    state,
    /** Evaluates, tells owners, and lists what they were told. */
    async told(backlogs: Record<string, number> = world.backlogs) {
      world.backlogs = backlogs;
      world.entities = Object.keys(backlogs).map(name => queueEntity(name));
      sent.length = 0;
      const { entities, running } = (await evaluator.evaluate(
        new AbortController().signal,
      ))!;
      const told = await notifier.notify(entities, [
        ...failMessages(entities, world.now, finding(backlogCheck)),
        ...expiryMessages(entities, new Exemptions(exemptions), world.now),
      ]);
      await writer.amend(running, told);
      later(1);
      return sent.map(({ payload }) => payload.title);
    },
  };
}

const FAILS = 'orders fails the check "The backlog is small"';

describe('an owner', () => {
  it('is told once of a fail, until it has recovered', async () => {
    const { told, sent, world } = await start();
    expect(await told({ orders: 0 })).toEqual([]);
    expect(await told({ orders: 11 })).toEqual([FAILS]);
    expect(sent).toEqual([
      {
        recipients: { type: 'entity', entityRef: 'group:default/shop' },
        payload: {
          title: FAILS,
          description: 'Add consumers.',
          link: '/catalog/default/resource/cf-queue-orders/cloudflare',
          severity: 'high',
          scope: 'test.backlog resource:default/cf-queue-orders',
          topic: 'cloudflare-posture',
        },
      },
    ]);
    expect(await told({ orders: 12 })).toEqual([]);
    // What is not known has not recovered.
    world.problem = { kind: 'forbidden', message: 'A group is missing' };
    expect(await told()).toEqual([]);
    world.problem = undefined;
    expect(await told({ orders: 12 })).toEqual([]);
    expect(await told({ orders: 0 })).toEqual([]);
    expect(await told({ orders: 11 })).toEqual([FAILS]);
  });

  it('is told of many fails at once, as after the first evaluation', async () => {
    const { told, sent } = await start();
    const many = Object.fromEntries(
      Array.from({ length: 300 }, (_, i) => [`queue-${i}`, 11]),
    );
    expect(await told(many)).toEqual([
      '300 Cloudflare checks fail of what you own',
    ]);
    expect(sent[0].payload.link).toBe(
      '/cloudflare/scorecards?state=fail&owner=group%3Adefault%2Fshop',
    );
    expect(await told({ ...many, orders: 11 })).toEqual([FAILS]);
  });

  it('is told later what could not be sent, and whoever runs the backend once', async () => {
    const { told, state, logger } = await start();
    state.down = true;
    expect(await told({ orders: 11 })).toEqual([]);
    expect(await told()).toEqual([]);
    expect(logger.warn).toHaveBeenCalledTimes(1);
    state.down = false;
    expect(await told()).toEqual([FAILS]);
  });

  it('is told also when another one could not be', async () => {
    const sent: NotificationSendOptions[] = [];
    const logger = mockServices.logger.mock();
    const notifier = new PostureNotifier(
      {
        async send(options) {
          const { recipients } = options;
          if (JSON.stringify(recipients).includes('gone')) {
            throw new Error('Request failed with status 400');
          }
          sent.push(options);
        },
      },
      logger,
    );
    const entities = ['gone', 'shop'].map(owner => ({
      ...entityOf(owner, { state: 'fail' }),
      owner: `group:default/${owner}`,
    }));
    const told = await notifier.notify(
      entities,
      failMessages(entities, new Date(), finding(backlogCheck)),
    );
    expect(told.map(({ owner }) => owner)).toEqual(['group:default/shop']);
    expect(sent).toHaveLength(1);
    expect(logger.warn).toHaveBeenCalledTimes(1);
  });

  it('is told once that an exemption ends', async () => {
    const { told, sent } = await start([
      {
        id: 'known',
        checkId: backlogCheck.id,
        filter: { subject: 'queues' },
        reason: 'It is known',
        requestedBy: 'user:default/jane',
        approvedBy: 'user:default/joe',
        approvedAt: '2026-01-01T00:00:00.000Z',
        expiresAt: '2026-03-10T00:00:00.000Z',
        status: 'approved',
      },
    ]);
    const ends = `The exemption 'known' from test.backlog ends on 2026-03-10`;
    expect(await told({ orders: 11, mails: 12 })).toEqual([ends]);
    expect(sent[0].recipients).toEqual({
      type: 'entity',
      entityRef: 'group:default/shop',
    });
    expect(sent[0].payload.description).toContain('2 entities');
    expect(await told()).toEqual([]);
  });

  it.each(['zeroTrust', 'secretsStore'] as const)(
    'is not told the names of what others may not see: %s',
    subject => {
      const now = new Date('2026-03-01T00:00:00Z');
      const fails = (...names: string[]) => [
        ...names.map(name => ({
          ...entityOf(name, { state: 'fail' }),
          subject,
        })),
        entityOf('orders', { state: 'fail' }),
      ];
      const payloadsOf = (...names: string[]) =>
        failMessages(fails(...names), now, finding(backlogCheck)).map(
          ({ payload }) => payload,
        );
      const shown = { title: FAILS };
      const hidden = {
        title: 'A Cloudflare check fails of what you own',
        description: expect.stringContaining('to those who may see it'),
        link: '/cloudflare/scorecards?state=fail&owner=group%3Adefault%2Fshop',
        severity: 'high',
        scope: 'hidden fails',
      };
      const one = payloadsOf('payroll');
      expect(one).toEqual([expect.objectContaining(shown), hidden]);
      expect(payloadsOf('payroll', 'payroll-2')).toEqual([
        expect.objectContaining(shown),
        { ...hidden, title: '2 Cloudflare checks fail of what you own' },
      ]);
      const many = payloadsOf('payroll', 'payroll-2', 'payroll-3');
      expect(many).toHaveLength(1);

      const exempt = { exemption: 'payroll-known', state: 'exempt' } as const;
      const ends = expiryMessages(
        [{ ...entityOf('payroll', exempt), subject }],
        new Exemptions([
          {
            id: 'payroll-known',
            checkId: backlogCheck.id,
            filter: {},
            reason: 'It is known',
            requestedBy: 'user:default/jane',
            approvedBy: 'user:default/joe',
            approvedAt: '2026-01-01T00:00:00.000Z',
            expiresAt: '2026-03-10T00:00:00.000Z',
            status: 'approved',
          },
        ]),
        now,
      );
      expect(ends).toMatchObject([
        {
          owner: 'group:default/shop',
          payload: {
            title: 'An exemption from a Cloudflare check ends on 2026-03-10',
            link: '/cloudflare/scorecards',
          },
          about: [{ told: { expiryTold: '2026-03-10T00:00:00.000Z' } }],
        },
      ]);
      const all = JSON.stringify([
        one[1],
        ...many,
        ...ends.map(({ payload }) => payload),
      ]);
      expect(all).not.toMatch(/payroll|backlog|consumers|zero|secret|store/i);
    },
  );
});
