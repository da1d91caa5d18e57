import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { PostureFacts } from '@cloudflare-backstage/plugin-cloudflare-common';
import { CheckFacts } from '../entityFacts';

const PAGE = 2;

/** Answers in the place of the backend of Cloudflare. */
export class PosturePlugin {
  /** By entity ref and id of the check. */
  entities: Record<string, Record<string, CheckFacts>> = {};
  evaluation = 1;
  /** Answers nothing but this. */
  status?: number;
  /** What was asked. */
  readonly requests: string[] = [];

  readonly feature = createBackendPlugin({
    pluginId: 'cloudflare',
    register: env => {
      env.registerInit({
        deps: { httpRouter: coreServices.httpRouter },
        init: async ({ httpRouter }) => {
          httpRouter.use((req, res) => {
            this.requests.push(req.url);
            const url = new URL(req.url, 'http://localhost');
            if (this.status !== undefined) {
              res.status(this.status).json({ error: { name: 'Error' } });
            } else if (url.pathname === '/v1/posture/facts') {
              res.json(this.page(url.searchParams));
            } else {
              res.status(404).end();
            }
          });
        },
      });
    },
  });

  private page(query: URLSearchParams) {
    const start = Number(query.get('cursor') ?? 0);
    const all: PostureFacts[] = Object.entries(this.entities).map(
      ([entityRef, checks]) => ({ entityRef, checks }),
    );
    return {
      data: {
        evaluation: this.evaluation > 0 ? { id: this.evaluation } : undefined,
        entities: all.slice(start, start + PAGE),
      },
      meta: {
        nextCursor:
          start + PAGE < all.length ? String(start + PAGE) : undefined,
      },
    };
  }
}
