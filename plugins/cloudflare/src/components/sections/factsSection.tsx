import { Flex } from '@backstage/ui';
import { ApiMeta } from '@cloudflare-backstage/plugin-cloudflare-common';
import { ReactNode, useMemo } from 'react';
import { CloudflareResource } from '../../catalog/cloudflareResource';
import { Fact, ProductSection } from '../../products/ProductView';
import { Absent } from '../Absent';
import { FactList } from '../FactList';
import { PanelSection } from '../PanelSection';
import { ProductTable } from '../ProductTable';
import { SectionTexts } from '../sectionTexts';
import { ProductColumn } from '../tableColumns';
import {
  SectionTranslate,
  useSectionTranslation,
} from '../useSectionTranslation';
import { detailSection } from './detailSection';
import { fileNameOf, SectionSpec } from './SectionSpec';

/** A list within what a route answers. */
export interface DetailList<T> {
  id: string;
  Content(props: { data: T; resource: CloudflareResource }): ReactNode;
}

/** A table of the rows that are within what a route answers. */
export function detailList<X extends SectionTexts>(texts: X) {
  return <T, TRow>(spec: {
    /** Unique within the section. */
    id: string;
    title(t: SectionTranslate<X>): string;
    /** `undefined` where they are not known, which is not none. */
    rows(data: T): readonly TRow[] | undefined;
    columns(t: SectionTranslate<X>): ProductColumn<TRow>[];
    rowId(row: TRow): string;
    /** Said where there are none. */
    none(t: SectionTranslate<X>): string;
    /** Said where they are not known; "Not known" without it. */
    absent?(t: SectionTranslate<X>): string;
  }): DetailList<T> => ({
    id: spec.id,
    Content: ({ data, resource }) => {
      const { t } = useSectionTranslation(texts);
      const columns = useMemo(() => spec.columns(t), [t]);
      const rows = spec.rows(data);
      return (
        <PanelSection heading="h4" title={spec.title(t)}>
          {rows?.length ? (
            <ProductTable
              label={spec.title(t)}
              rows={rows}
              columns={columns}
              rowId={spec.rowId}
              fileName={fileNameOf(spec.id, resource)}
            />
          ) : (
            <Absent reason={rows ? spec.none(t) : spec.absent?.(t)} />
          )}
        </PanelSection>
      );
    },
  });
}

/** A section of labels and values, and below them the lists of the same answer. */
export function factsSection<X extends SectionTexts>(texts: X) {
  return <T,>(
    spec: SectionSpec<X> & {
      facts(data: T, t: SectionTranslate<X>, meta: ApiMeta): Fact[];
      lists?: readonly DetailList<T>[];
    },
  ): ProductSection =>
    detailSection(texts)<T>({
      ...spec,
      render: ({ data, meta }, t, resource) => (
        <Flex direction="column" gap="4">
          <FactList facts={spec.facts(data, t, meta)} />
          {spec.lists?.map(({ Content, id }) => (
            <Content key={id} data={data} resource={resource} />
          ))}
        </Flex>
      ),
    });
}
