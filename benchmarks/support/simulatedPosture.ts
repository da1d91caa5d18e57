import {
  findCheck,
  ScorecardId,
  scorecardIds,
  scorecards,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import {
  StoredEntity,
  StoredResult,
} from '../../plugins/cloudflare-backend/src/posture/StoredPosture';

const CHECKS_AN_ENTITY = 20;

/** What a result that changed is of. */
export interface SimulatedChange {
  entityRef: string;
  scorecard: ScorecardId;
}

/** Results of entities that change over time, the same ones in every run. */
export class SimulatedPosture {
  private random = 1;
  private readonly states = new Map<
    string,
    { checkId: string; since: string; passes: boolean }[]
  >();

  constructor(entities: number) {
    // Of each scorecard in turn, so that every entity has results of each.
    const checkIds: string[] = [];
    for (let i = 0; checkIds.length < CHECKS_AN_ENTITY; i++) {
      for (const id of scorecardIds) {
        const check = Object.values(scorecards[id].checks)[i];
        if (check && checkIds.length < CHECKS_AN_ENTITY) {
          checkIds.push(check.id);
        }
      }
    }
    for (let i = 0; i < entities; i++) {
      this.states.set(
        `resource:default/cf-worker-${i}`,
        checkIds.map(checkId => ({
          checkId,
          since: new Date(0).toISOString(),
          passes: this.next() > 0.2,
        })),
      );
    }
  }

  /** What changes at which hours of a day, for a share of all results. */
  dayOfChanges(share: number): { hour: number; result: string }[] {
    const results = [...this.states].flatMap(([entityRef, states]) =>
      states.map((_, i) => `${entityRef} ${i}`),
    );
    return Array.from({ length: Math.round(results.length * share) }, () => ({
      hour: Math.floor(this.next() * 24),
      result: results.splice(Math.floor(this.next() * results.length), 1)[0],
    }));
  }

  /** Changes results, and tells of which entities and scorecards. */
  change(results: readonly string[], at: Date): SimulatedChange[] {
    return results.map(result => {
      const [entityRef, index] = result.split(' ');
      const state = this.states.get(entityRef)![Number(index)];
      state.passes = !state.passes;
      state.since = at.toISOString();
      return { entityRef, scorecard: findCheck(state.checkId)!.scorecard };
    });
  }

  /** As an evaluation finds it, which has read all facts anew. */
  entities(at: Date): StoredEntity[] {
    const observedAt = at.toISOString();
    return [...this.states].map(([entityRef, states]) => ({
      entityRef,
      subject: 'workers',
      account: 'default',
      name: entityRef,
      title: entityRef,
      components: [],
      results: states.map(
        ({ checkId, since, passes }): StoredResult => ({
          checkId,
          checkVersion: 1,
          state: passes ? 'pass' : 'fail',
          since,
          facts: {},
          thresholds: {},
          observedAt,
          sources: [{ name: 'catalog', observedAt }],
        }),
      ),
    }));
  }

  private next(): number {
    this.random = (this.random * 48_271) % 2_147_483_647;
    return this.random / 2_147_483_647;
  }
}
