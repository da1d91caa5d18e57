import { Link } from '@backstage/ui';
import { RiExternalLinkLine } from '@remixicon/react';
import styles from './ExternalLink.module.css';

// Keeps the icon on the line of the last word.
const NO_BREAK = '\u00a0';

/**
 * A link that leaves Backstage, in a new tab. What is no https URL is shown as
 * text: it came from a commit message or a tag, and those anyone can write.
 */
export function ExternalLink(props: {
  href: string;
  children: string;
  label?: string;
}) {
  const { href, children, label } = props;
  if (!isHttps(href)) {
    return <span>{children}</span>;
  }
  return (
    <Link
      href={href}
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

function isHttps(href: string): boolean {
  try {
    return new URL(href).protocol === 'https:';
  } catch {
    return false;
  }
}
