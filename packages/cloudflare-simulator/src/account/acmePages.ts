import { exampleBodies } from '../fixtures';
import type { AccountClock } from './AccountClock';
import { commitOf } from './ids';
import type { Pages, PagesDeployment } from './Pages';

/** The project of the example bodies, under the same ids. */
function addExample(pages: Pages, clock: AccountClock): void {
  const [project] = clock.moved(exampleBodies.pagesProjectsList.result);
  const listed = clock.moved(exampleBodies.pagesProjectsDeploymentsList.result);
  const canonical = project.canonical_deployment;
  const deployments: PagesDeployment[] = [...listed, canonical];
  pages.put({
    id: project.id,
    name: project.name,
    createdOn: project.created_on,
    productionBranch: project.production_branch,
    domains: project.domains,
    source: project.source,
    buildConfig: project.build_config,
    deploymentConfigs: project.deployment_configs,
    canonicalDeploymentId: canonical.id,
    // The list says null although there are deployments.
    latestDeploymentId: undefined,
    deployments: deployments.sort((a, b) =>
      a.created_on < b.created_on ? 1 : -1,
    ),
  });
}

/** Seeds acme's Pages projects: the example and one for every way to be deployed. */
export function addAcmePages(pages: Pages, clock: AccountClock): void {
  addExample(pages, clock);

  // Uploaded by CI, which says so in the commit message.
  pages.add('acme-docs', {
    at: clock.ago(300 * 24),
    domains: ['docs.acme.example'],
  });
  const docs = 'https://github.com/acme/docs';
  for (const [change, hours] of [
    [201, 52],
    [202, 7],
  ]) {
    pages.deploy('acme-docs', {
      at: clock.ago(hours),
      branch: 'main',
      commitHash: commitOf(`docs/${change}`),
      commitMessage: `Change ${change} of docs cf-prov:v1 run=${docs}/actions/runs/${
        7100000000 + change
      } repo=${docs} ref=main`,
    });
  }

  pages.add('acme-admin', {
    at: clock.ago(150 * 24),
    domains: ['admin.acme.example'],
    repository: 'acme/admin',
    services: { AUTH: 'acme-auth', API: 'acme-api' },
  });
  pages.deploy('acme-admin', {
    at: clock.ago(33),
    commitHash: commitOf('admin/88'),
    commitMessage: 'Show who approved a refund',
  });
  pages.deploy('acme-admin', {
    at: clock.ago(9),
    environment: 'preview',
    branch: 'audit-page',
    commitHash: commitOf('admin/89'),
    commitMessage: 'Draft of the audit page',
  });

  pages.add('acme-dashboard', {
    at: clock.ago(80 * 24),
    repository: 'acme/dashboard',
    services: { REPORTS: 'acme-reports' },
  });
  pages.deploy('acme-dashboard', {
    at: clock.ago(4 * 24),
    commitHash: commitOf('dashboard/41'),
    commitMessage: 'Weekly figures',
  });
  pages.deploy('acme-dashboard', {
    at: clock.ago(0.05),
    commitHash: commitOf('dashboard/42'),
    commitMessage: 'Daily figures',
    outcome: 'active',
  });

  // The last release did not build: an older one serves production.
  pages.add('acme-careers', {
    at: clock.ago(120 * 24),
    domains: ['careers.acme.example'],
    repository: 'acme/careers',
  });
  pages.deploy('acme-careers', {
    at: clock.ago(12 * 24),
    commitHash: commitOf('careers/17'),
    commitMessage: 'Open positions of November',
  });
  pages.deploy('acme-careers', {
    at: clock.ago(5),
    commitHash: commitOf('careers/18'),
    commitMessage: 'Move to the new form',
    outcome: 'failure',
  });

  // Created, never deployed.
  pages.add('acme-status', { at: clock.ago(20 * 24) });
}
