/** Annotations that provenance looks at. */
const EVIDENCE = [
  'workers/commit_sha',
  'workers/repository_url',
  'workers/pull_request_url',
  'workers/tag',
  'workers/message',
  'workers/triggered_by',
  'workers/rollback_from',
];
/** An e-mail address that is not a part of a URL. */
const EMAIL = /(?<![\w/@.%+-])[\w.%+-]+@[\w-]+(?:\.[\w-]+)+/g;

/** What annotations tell of provenance, without the addresses of people. */
export function evidenceAnnotations(annotations: Record<string, string>) {
  return Object.fromEntries(
    Object.entries(annotations).flatMap(([key, value]) =>
      // As long as before: where Cloudflare cut a message shows by its length.
      EVIDENCE.includes(key)
        ? [[key, value.replace(EMAIL, address => '*'.repeat(address.length))]]
        : [],
    ),
  );
}
