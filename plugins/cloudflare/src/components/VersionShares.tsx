import { WorkerDeploymentVersion } from '@cloudflare-backstage/plugin-cloudflare-common';
import styles from './VersionShares.module.css';

/** How versions share the traffic; the words for it stand beside it. */
export function VersionShares(props: {
  versions: readonly Pick<WorkerDeploymentVersion, 'id' | 'percentage'>[];
}) {
  return (
    <div className={styles.bar} aria-hidden>
      {props.versions.map(({ id, percentage }) => (
        <span
          key={id}
          className={styles.share}
          style={{ flexGrow: percentage }}
        />
      ))}
    </div>
  );
}
