/**
 * What the latest row of each resource tells. Hours and days without activity
 * have no row, so that the latest can be old.
 *
 * @param of - whose row it is, when its hour or day begins (as Cloudflare tells
 *   it), and what it tells; rows that tell nothing do not count
 * @public
 */
export function latestFigures<Row, Figure>(
  rows: readonly Row[],
  of: {
    resource(row: Row): string;
    time(row: Row): string;
    figure(row: Row): Figure | undefined;
  },
): Map<string, Figure> {
  const latest = new Map<string, { time: string; figure: Figure }>();
  for (const row of rows) {
    const figure = of.figure(row);
    const resource = of.resource(row);
    const time = of.time(row);
    const known = latest.get(resource);
    if (figure !== undefined && (!known || known.time < time)) {
      latest.set(resource, { time, figure });
    }
  }
  return new Map(
    [...latest].map(([resource, { figure }]) => [resource, figure]),
  );
}
