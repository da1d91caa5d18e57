import {
  FactDefinition,
  FactValue,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { exactText } from '../timeText';
import { SectionTranslate } from '../useSectionTranslation';
import { resultDetailTexts } from './resultDetail.messages';

type T = SectionTranslate<typeof resultDetailTexts>;

/** Of numbers; of messages there is no unit that browsers know. */
const UNITS = {
  seconds: 'second',
  hours: 'hour',
  days: 'day',
  percent: 'percent',
  messages: undefined,
} as const;

/** The value of a fact for people, as plain text. */
export function factText(
  value: FactValue,
  definition: Pick<FactDefinition, 'type' | 'unit'>,
  t: T,
): string {
  if (value === null) {
    return t('sections.resultDetail.notExisting');
  }
  if (typeof value === 'boolean') {
    return t(value ? 'sections.resultDetail.yes' : 'sections.resultDetail.no');
  }
  if (typeof value === 'number') {
    return amountText(value, definition.unit);
  }
  if (typeof value === 'string') {
    return definition.type === 'time' ? timeText(value) : value;
  }
  return value.length > 0
    ? new Intl.ListFormat(undefined, { type: 'unit' }).format(value)
    : t('sections.resultDetail.none');
}

/** A number with its unit, in words. */
export function amountText(
  value: number,
  unit: FactDefinition['unit'],
): string {
  const known = unit && UNITS[unit];
  return new Intl.NumberFormat(
    undefined,
    known
      ? {
          style: 'unit',
          unit: known,
          unitDisplay: known === 'percent' ? 'short' : 'long',
          maximumFractionDigits: 2,
        }
      : { maximumFractionDigits: 2 },
  ).format(value);
}

function timeText(value: string): string {
  const time = new Date(value);
  return Number.isNaN(time.getTime()) ? value : exactText(time);
}
