import { ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import { useCallback, useMemo } from 'react';
import { ProductSection } from '../../products/ProductView';
import { PagedTable } from '../PagedTable';
import { PagedTimeline } from '../PagedTimeline';
import { SectionTexts } from '../sectionTexts';
import { TimelineEntry } from '../Timeline';
import { ToolbarLine } from '../ToolbarLine';
import { useCloudflareTranslation } from '../useCloudflareTranslation';
import {
  SectionTranslate,
  useSectionTranslation,
} from '../useSectionTranslation';
import { useUrlViewState } from '../useViewState';
import { pagedProps, PagedSectionSpec } from './pagedProps';
import { productSection } from './productSection';

const TABLE = 'table';
const TIMELINE = 'timeline';

/**
 * A section that is a timeline, and for whoever prefers it a table, of rows
 * that the backend hands out page by page, the newest first.
 */
export function timelineSection<X extends SectionTexts>(texts: X) {
  return <T,>(
    spec: PagedSectionSpec<X, T> & {
      entry(row: T, t: SectionTranslate<X>): TimelineEntry;
    },
  ): ProductSection =>
    productSection(texts, spec, ({ product, resource }) => {
      const { t } = useSectionTranslation(texts);
      const columns = useMemo(() => spec.columns(t), [t]);
      const entry = useCallback((row: T) => spec.entry(row, t), [t]);
      const view = useUrlViewState();
      const isTable = view.read('view') === TABLE;
      const props = pagedProps(spec, resource, product, columns, t);
      return (
        <ToolbarLine
          start={
            <ViewSwitch
              isTable={isTable}
              onChange={chosen => view.write({ view: chosen ? TABLE : '' })}
            />
          }
        >
          {isTable ? (
            <PagedTable key={resource.entityRef} {...props} />
          ) : (
            <PagedTimeline key={resource.entityRef} {...props} entry={entry} />
          )}
        </ToolbarLine>
      );
    });
}

function ViewSwitch(props: {
  isTable: boolean;
  onChange: (isTable: boolean) => void;
}) {
  const { t } = useCloudflareTranslation();
  return (
    <ToggleButtonGroup
      aria-label={t('timeline.view')}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[props.isTable ? TABLE : TIMELINE]}
      onSelectionChange={keys => props.onChange(keys.has(TABLE))}
    >
      <ToggleButton id={TIMELINE} size="small">
        {t('timeline.timeline')}
      </ToggleButton>
      <ToggleButton id={TABLE} size="small">
        {t('timeline.table')}
      </ToggleButton>
    </ToggleButtonGroup>
  );
}
