import type { Listing, Page, PageOptions, ReadOptions } from '../reading';
import type { CfBinding, CfSecretCounts } from './bindings.types';

/**
 * A Pages project.
 *
 * @public
 */
export interface CfPagesProject {
  id: string;
  name: string;
  createdAt?: string;
  /** `<project>.pages.dev` */
  subdomain?: string;
  domains: string[];
  productionBranch?: string;
  /** `https://host/owner/repo` of the Git source. */
  repositoryUrl?: string;
  /** The deployment that serves production; `null`: none does. Absent: not told. */
  canonicalDeployment?: CfPagesDeployment | null;
  latestDeployment?: CfPagesDeployment;
  /** Bindings of the production environment. */
  bindings: CfBinding[];
  /** Of the production environment; absent: not told. */
  secrets?: CfSecretCounts;
}

/**
 * A deployment of a Pages project.
 *
 * @public
 */
export interface CfPagesDeployment {
  id: string;
  shortId?: string;
  createdAt: string;
  modifiedAt?: string;
  /** `production` or `preview`. */
  environment?: string;
  url?: string;
  aliases: string[];
  /** `github:push`, `ad_hoc`, `deploy_hook`, … */
  trigger?: string;
  branch?: string;
  commitHash?: string;
  commitMessage?: string;
  commitDirty?: boolean;
  stage?: {
    name: string;
    status: string;
    startedAt?: string;
    endedAt?: string;
  };
  skipped: boolean;
  skipReason?: string;
}

/**
 * Reads Pages.
 *
 * @public
 */
export interface PagesArea {
  list(options?: ReadOptions): Promise<Listing<CfPagesProject>>;
  /** Newest first, at most 25 a page. */
  deployments(
    project: string,
    options?: PageOptions & { environment?: 'production' | 'preview' },
  ): Promise<Page<CfPagesDeployment>>;
}
