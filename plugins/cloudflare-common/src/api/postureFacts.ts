import { CheckState, FactValue, UnknownReason } from '../scorecards';

/**
 * The facts of an entity's checks, as `GET /v1/posture/facts` lists them.
 *
 * @public
 */
export interface PostureFacts {
  entityRef: string;
  /** By the ids of the checks that concern the entity. */
  checks: Record<
    string,
    {
      state: CheckState;
      reason?: UnknownReason;
      facts: Record<string, FactValue>;
      observedAt?: string;
    }
  >;
}

/**
 * What `GET /v1/posture/facts` answers: a page of entities, in the order of
 * their refs. All pages are of one evaluation: where another one finished
 * meanwhile, the next page is refused with 409, and the reading begins anew.
 *
 * @public
 */
export interface PostureFactsPage {
  /** Absent: nothing was evaluated yet. */
  evaluation?: {
    id: number;
    startedAt: string;
    finishedAt: string;
  };
  entities: PostureFacts[];
}
