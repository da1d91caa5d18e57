import { MarkerClass, markers, Place } from './markers';

/** Something that came out of the backend. */
export interface Output {
  place: Place;
  /** What of it, such as a route or a table. */
  where: string;
  text: string;
}

/** A marker in an output. */
export interface Hit {
  place: Place;
  where: string;
  markerClass: MarkerClass;
  marker: string;
  form: string;
}

const BITS_OF_CHARACTER = 6;
const BITS_OF_BYTE = 8;

/** A text as part of a longer one that is in base64, whatever is around it. */
function inBase64(text: string): string[] {
  return [0, 1, 2].map(before => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(text)]);
    // Characters at the edges depend on what is around, too.
    return bytes
      .toString('base64')
      .slice(
        Math.ceil((before * BITS_OF_BYTE) / BITS_OF_CHARACTER),
        Math.floor((bytes.length * BITS_OF_BYTE) / BITS_OF_CHARACTER),
      );
  });
}

/** The forms in which a text is looked for. */
export function formsOf(text: string): Record<string, string> {
  const hex = Buffer.from(text).toString('hex');
  const [base64, base64At1, base64At2] = inBase64(text);
  const forms = {
    plain: text,
    reversed: [...text].reverse().join(''),
    hex,
    HEX: hex.toUpperCase(),
    'URL-encoded': encodeURIComponent(text),
    'percent-encoded': hex.replace(/../g, '%$&'),
    base64,
    base64At1,
    base64At2,
  };
  const known = new Set<string>();
  return Object.fromEntries(
    Object.entries(forms).filter(([, form]) => {
      const isNew = !known.has(form);
      known.add(form);
      return isNew;
    }),
  );
}

const wanted = Object.entries(markers).flatMap(([markerClass, named]) =>
  Object.entries(named).flatMap(([marker, value]) =>
    Object.entries(formsOf(value)).map(([form, text]) => ({
      markerClass: markerClass as MarkerClass,
      marker,
      form,
      text,
    })),
  ),
);

/** The markers in what came out of the backend. */
export function findMarkers({ place, where, text }: Output): Hit[] {
  return wanted
    .filter(each => text.includes(each.text))
    .map(({ markerClass, marker, form }) => ({
      place,
      where,
      markerClass,
      marker,
      form,
    }));
}
