import { Flex } from '@backstage/ui';
import { ApiResponse } from '@cloudflare-backstage/plugin-cloudflare-common';
import { ReactNode } from 'react';
import { useReading } from '../../api/useReading';
import { CloudflareResource } from '../../catalog/cloudflareResource';
import { ProductSection } from '../../products/ProductView';
import { SectionTexts } from '../sectionTexts';
import { EmptyWords, StateBoundary } from '../StateBoundary';
import { TableToolbar } from '../TableToolbar';
import {
  SectionTranslate,
  useSectionTranslation,
} from '../useSectionTranslation';
import { productSection } from './productSection';
import { accessTo, SectionSpec } from './SectionSpec';

/** A section that shows what a route answers in its own way. */
export function detailSection<X extends SectionTexts>(texts: X) {
  return <T,>(
    spec: SectionSpec<X> & {
      render(
        response: ApiResponse<T>,
        t: SectionTranslate<X>,
        resource: CloudflareResource,
      ): ReactNode;
      isEmpty?(data: T): boolean;
      empty?(t: SectionTranslate<X>): EmptyWords;
    },
  ): ProductSection =>
    productSection(texts, spec, ({ product, resource }) => {
      const { t } = useSectionTranslation(texts);
      const reading = useReading<T>(spec.request(resource));
      const { isPending, response, retry } = reading;
      return (
        <Flex direction="column" gap="3">
          {response && (
            <TableToolbar
              what={spec.title(t)}
              fetchedAt={response.meta.fetchedAt}
              isPending={isPending}
              onRefresh={retry}
            />
          )}
          <StateBoundary
            reading={reading}
            access={accessTo(spec, product)}
            isEmpty={spec.isEmpty}
            empty={spec.empty?.(t)}
          >
            {(_data, shown) => spec.render(shown, t, resource)}
          </StateBoundary>
        </Flex>
      );
    });
}
