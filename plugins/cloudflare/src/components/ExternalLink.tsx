import { configApiRef, useApi } from '@backstage/core-plugin-api';
import { Link } from '@backstage/ui';
import { publicCiHosts } from '@cloudflare-backstage/plugin-cloudflare-common';
import { RiExternalLinkLine } from '@remixicon/react';
import { Destination, externalUrl } from './externalUrl';
import styles from './ExternalLink.module.css';

// Keeps the icon on the line of the last word.
const NO_BREAK = '\u00a0';

/**
 * A link that leaves Backstage, in a new tab. What may not lead where it does
 * is shown as text: it can come from a commit message or a tag, and those
 * anyone can write.
 */
export function ExternalLink(props: {
  href: string;
  to: Destination;
  children: string;
  label?: string;
}) {
  const { href, to, children, label } = props;
  const ciHosts =
    useApi(configApiRef).getOptionalStringArray(
      'cloudflare.provenance.ciHosts',
    ) ?? publicCiHosts;
  const url = externalUrl(href, to, { text: children, ciHosts });
  if (url === undefined) {
    return <span>{children}</span>;
  }
  return (
    <Link
      href={url}
      target="_blank"
      rel="noopener noreferrer"
      aria-label={label}
      className={styles.link}
    >
      {children}
      {NO_BREAK}
      <RiExternalLinkLine size={12} aria-hidden className={styles.icon} />
    </Link>
  );
}
