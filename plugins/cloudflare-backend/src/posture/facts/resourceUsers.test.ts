import {
  Entity,
  RELATION_DEPENDENCY_OF,
  RELATION_DEPENDS_ON,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { ProductId } from '@cloudflare-backstage/plugin-cloudflare-common';
import {
  collectFor,
  CollectForOptions,
  NOW,
  subjectOf,
} from '../__testUtils__/collectFor';
import { forbidden, LATER } from '../__testUtils__/failures';
import { measuredAccount, resource } from '../__testUtils__/postureAccount';
import { PostureSources } from '../PostureSources';
import { PostureSubject } from '../PostureSubject';
import { componentsUsing, resourcesUsedBy } from './resourceUsers';

const component = (annotations: Record<string, string> = {}): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'shop', annotations },
  spec: { type: 'service', owner: 'group:default/team' },
});
const shop = 'component:default/shop';
const related = (entity: Entity, type: string, other: Entity): Entity => ({
  ...entity,
  relations: [{ type, targetRef: stringifyEntityRef(other) }],
});
/** Code that the Component names in an annotation. */
const code = (
  product: ProductId,
  parameters: Parameters<typeof resource>[2] = {},
): PostureSubject => ({
  ...subjectOf(resource(product, 'shop', parameters)),
  components: [shop],
});

beforeEach(() => {
  jest.spyOn(Date, 'now').mockReturnValue(NOW.getTime());
});
afterEach(() => {
  jest.restoreAllMocks();
});

describe('what a Component uses through its code', () => {
  const pii = { 'cloudflare.com/data-class': 'pii' };
  const documents = [
    ['kv.policy-doc', 'kv', 'workers', 'cloudflare.com/retention-doc'],
    ['kv.policy-doc', 'r2', 'pages', 'cloudflare.com/retention-doc'],
    ['d1.documented', 'd1', 'workers', 'cloudflare.com/schema-doc'],
  ] as const;

  it.each(documents)(
    'is described by it: %s of %s in %s',
    async (checkId, product, through, annotation) => {
      const told = (
        annotations: Record<string, string>,
        worker = code(through),
        options: Partial<CollectForOptions> = {},
      ) =>
        collectFor(checkId, {
          entity: related(
            resource(product, 'people', {}, pii),
            RELATION_DEPENDENCY_OF,
            worker.entity,
          ),
          others: [worker, component(annotations)],
          config: { regulated: ['pii'] },
          ...options,
        });
      const page = { [annotation]: 'https://wiki.acme.example/data' };
      expect(await told(page)).toMatchObject({
        state: 'pass',
        facts: { components: 1, documented: 1 },
      });
      expect(await told({})).toMatchObject({
        state: 'fail',
        findings: [`${shop} has no annotation '${annotation}'`],
      });
      // That it uses the resource is as old as the listing of the code.
      const syncs = {
        [product]: { lastComplete: LATER },
        [through]: { lastComplete: NOW },
      };
      expect(await told(page, undefined, { now: LATER, syncs })).toMatchObject({
        state: 'stale',
      });
    },
  );

  it('is not known where its bindings are not read', async () => {
    const unread = code('workers', { detailComplete: false });
    expect(
      await collectFor('d1.documented', {
        entity: resource('d1', 'people'),
        others: [unread, component()],
      }),
    ).toMatchObject({ state: 'unknown', reason: 'incomplete', findings: [] });
  });

  describe('do.websocket-doc', () => {
    const row = {
      namespaceId: 'id-shop:Room',
      inboundWebsocketMessages: 7,
      outboundWebsocketMessages: 0,
    };
    const told = (worker: PostureSubject, room: Entity) => {
      const { account, dependencies } = measuredAccount({
        durableObjects: { activity: [row] },
      });
      return collectFor('do.websocket-doc', {
        entity: component(),
        dependencies,
        others: [worker, subjectOf(room, account)],
      });
    };
    const room = resource('durableObjects', 'shop:Room');

    it.each([
      ['implements', RELATION_DEPENDS_ON],
      ['binds', RELATION_DEPENDENCY_OF],
    ])('sees the class that its Worker %s', async (_how, relation) => {
      const worker = code('workers');
      expect(
        await told(worker, related(room, relation, worker.entity)),
      ).toMatchObject({ state: 'fail', facts: { webSocketClasses: 1 } });
    });

    it('sees no class of others, and does not know of one that is not read', async () => {
      expect(await told(code('workers'), room)).toMatchObject({
        state: 'not-applicable',
      });
      expect(
        await told(code('workers', { detailComplete: false }), room),
      ).toMatchObject({ state: 'unknown', reason: 'incomplete' });
    });
  });
});

describe('the relations of an evaluation', () => {
  it('are followed once for all, however many there are', async () => {
    const many = 300;
    let followed = 0;
    const worker = code('workers');
    const counted = (entity: Entity): Entity => {
      const { relations } = related(
        entity,
        RELATION_DEPENDENCY_OF,
        worker.entity,
      );
      return Object.defineProperty({ ...entity }, 'relations', {
        get: () => {
          followed += 1;
          return relations;
        },
      });
    };
    const resources = Array.from({ length: many }, (_, i) =>
      subjectOf(counted(resource('d1', `db-${i}`))),
    );
    const shopSubject = subjectOf(component());
    const sources = {
      now: NOW,
      subjects: [worker, shopSubject, ...resources],
      read: async () => ({ problem: forbidden }),
    } as Partial<PostureSources> as PostureSources;
    for (let i = 0; i < many; i++) {
      const { found } = await resourcesUsedBy(shopSubject, 'd1', sources);
      expect(found).toHaveLength(many);
    }
    expect(followed).toBe(many);
    for (const each of resources) {
      const { found } = await componentsUsing(each, sources);
      expect(found).toEqual([shopSubject]);
    }
    // Those of each resource, and of no other.
    expect(followed).toBeLessThanOrEqual(3 * many);
  });
});
