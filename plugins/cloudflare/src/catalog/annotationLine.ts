/** What YAML takes for text as it stands, and for nothing else. */
const PLAIN = /^[a-z](?:[\w./, -]|:(?=\S))*[\w/-]$|^[a-z]$/i;
const KEYWORD = /^(?:true|false|yes|no|on|off|y|n|null)$/i;

/** An annotation as a line of a `catalog-info.yaml`. */
export function annotationLine(annotation: string, value: string): string {
  const text =
    PLAIN.test(value) && !KEYWORD.test(value) ? value : JSON.stringify(value);
  return `${annotation}: ${text}`;
}
