/** A URL of the web, or nothing; a bare hostname is one of https. */
export function webUrl(value: string | undefined): string | undefined {
  if (!value) {
    return undefined;
  }
  const text = /^[a-z][a-z0-9+.-]*:/i.test(value) ? value : `https://${value}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url && /^https?:$/.test(url.protocol) && !url.username && !url.password
    ? url.href
    : undefined;
}

const REPOSITORY_HOSTS: Record<string, string> = {
  github: 'https://github.com',
  gitlab: 'https://gitlab.com',
};

/** Address of a repository on the host that Cloudflare calls by one word. */
export function repositoryUrl(
  provider: string | undefined,
  owner: string | undefined,
  name: string | undefined,
): string | undefined {
  const host =
    provider && Object.hasOwn(REPOSITORY_HOSTS, provider)
      ? REPOSITORY_HOSTS[provider]
      : undefined;
  if (!host || !owner || !name) {
    return undefined;
  }
  const path = [...owner.split('/'), name].map(encodeURIComponent).join('/');
  return `${host}/${path}`;
}
