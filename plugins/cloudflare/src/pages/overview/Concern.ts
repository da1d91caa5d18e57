/** How soon somebody has to look at it. */
export type Severity = 'danger' | 'warning' | 'info';

/** Something that needs attention. */
export interface Concern {
  /** Unique among all concerns. */
  id: string;
  severity: Severity;
  /** What it is. */
  title: string;
  /** Why, in the words of whatever found it. */
  why?: string;
  /** A time that matters to it, RFC 3339. */
  time?: { label: string; value: string };
  /** What can be done about it. */
  todo: string;
  /** Where it is; a handful at most. */
  places: Place[];
  /** How many places more there are. */
  more?: number;
}

/** Where to look at a concern, or what it is about. */
export type Place =
  | { kind: 'entity'; entityRef: string; title: string; note?: string }
  | { kind: 'page'; href: string; title: string };

/** More than these do not tell more. */
const MOST_PLACES = 5;

/** The first places, and how many more there are. */
export function fewPlaces(
  places: readonly Place[],
): Pick<Concern, 'places' | 'more'> {
  const more = places.length - MOST_PLACES;
  return {
    places: places.slice(0, MOST_PLACES),
    ...(more > 0 && { more }),
  };
}

/** The concerns with the most severe first; otherwise in their order. */
export function bySeverity(concerns: readonly Concern[]): Concern[] {
  return (['danger', 'warning', 'info'] as const).flatMap(severity =>
    concerns.filter(concern => concern.severity === severity),
  );
}
