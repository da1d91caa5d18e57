/** What a template of a ticket search puts the id in for. */
const PLACEHOLDER = '{id}';

/**
 * Why a value of `cloudflare.incidents.linkTemplate` cannot be used;
 * `undefined` when it can.
 *
 * @public
 */
export function incidentTemplateProblem(template: string): string | undefined {
  if (!template.includes(PLACEHOLDER)) {
    return `it must contain '${PLACEHOLDER}', where the ray id or the event id goes`;
  }
  const url = parse(template.split(PLACEHOLDER).join('0'));
  if (url?.protocol !== 'https:') {
    return 'it must be an https URL';
  }
  if (parse(template.split(PLACEHOLDER).join('1'))?.host !== url.host) {
    return `'${PLACEHOLDER}' must not be part of the host`;
  }
  return undefined;
}

/**
 * Link to the search for the tickets about an event.
 *
 * @param template - a value of `cloudflare.incidents.linkTemplate`
 * @param id - the ray id of a request, or the id of an audit event
 * @returns `undefined` when the template cannot be used
 *
 * @public
 */
export function incidentUrl(template: string, id: string): string | undefined {
  return incidentTemplateProblem(template) === undefined
    ? template.split(PLACEHOLDER).join(encodeURIComponent(id))
    : undefined;
}

function parse(url: string): URL | undefined {
  try {
    return new URL(url);
  } catch {
    return undefined;
  }
}
