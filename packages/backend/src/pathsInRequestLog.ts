import { rootHttpRouterServiceFactory } from '@backstage/backend-defaults/rootHttpRouter';

const pathOf = (url: string) => url.split('?')[0];

/**
 * Backstage logs whole URLs once a request is answered. What people look for
 * stands in their queries, so that only the paths are left by then.
 */
export default rootHttpRouterServiceFactory({
  configure({ app, applyDefaults }) {
    app.use((req, res, next) => {
      res.on('finish', () => {
        req.originalUrl = pathOf(req.originalUrl);
        const { referer } = req.headers;
        req.headers.referer = referer && pathOf(referer);
      });
      next();
    });
    applyDefaults();
  },
});
