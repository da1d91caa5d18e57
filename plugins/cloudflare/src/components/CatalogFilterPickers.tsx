import { useEffect, useMemo, useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import {
  CatalogApi,
  CatalogAutocomplete,
  catalogApiRef,
  EntityFilter,
  useEntityList,
} from '@backstage/plugin-catalog-react';
import {
  ProductId,
  productIds,
  productOfResourceType,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import useAsync from 'react-use/esm/useAsync';
import {
  ACCOUNT_FIELD,
  CloudflareEntityFilters,
  EntityCloudflareAccountFilter,
  EntityCloudflareProductFilter,
} from '../catalog/entityFilters';
import { cloudflareResourceTypes } from '../conditions';
import { useCloudflareTranslation } from './useCloudflareTranslation';

/** Pickers of product and account, of which only those show that apply. */
export function CatalogFilterPickers() {
  const { t } = useCloudflareTranslation();
  const catalogApi = useApi(catalogApiRef);
  const { filters } = useEntityList<CloudflareEntityFilters>();
  const listsResources =
    filters.kind?.value.toLocaleLowerCase('en-US') === 'resource';
  // A type is a product already, and the catalog takes one filter per field.
  const listsOneType = filters.type !== undefined;
  const { value: facets } = useAsync(
    async () => (listsResources ? readFacets(catalogApi) : undefined),
    [catalogApi, listsResources],
  );
  return (
    <>
      <ValuesPicker
        name="cloudflareProducts"
        label={t('catalogFilters.product')}
        values={facets?.products ?? []}
        applies={listsResources && !listsOneType}
        worthwhileFrom={1}
        titleOf={titleOfProduct}
        toFilter={toProductFilter}
      />
      <ValuesPicker
        name="cloudflareAccounts"
        label={t('catalogFilters.account')}
        values={facets?.accounts ?? []}
        applies={listsResources}
        worthwhileFrom={2}
        toFilter={toAccountFilter}
      />
    </>
  );
}

async function readFacets(catalogApi: CatalogApi) {
  const { facets } = await catalogApi.getEntityFacets({
    filter: { kind: 'resource', 'spec.type': cloudflareResourceTypes },
    facets: ['spec.type', ACCOUNT_FIELD],
  });
  const present = facets['spec.type'].map(
    ({ value }) => productOfResourceType(value)?.id,
  );
  return {
    products: productIds.filter(id => present.includes(id)),
    accounts: facets[ACCOUNT_FIELD].map(({ value }) => value).sort(),
  };
}

function isProductId(value: string): value is ProductId {
  return Object.hasOwn(products, value);
}

function titleOfProduct(value: string): string {
  return isProductId(value) ? products[value].title : value;
}

function toProductFilter(values: string[]): EntityFilter | undefined {
  const ids = values.filter(isProductId);
  return ids.length > 0 ? new EntityCloudflareProductFilter(ids) : undefined;
}

function toAccountFilter(values: string[]): EntityFilter {
  return new EntityCloudflareAccountFilter(values);
}

/** Chooses values of a filter, which the catalog keeps in the URL. */
function ValuesPicker(props: {
  name: 'cloudflareProducts' | 'cloudflareAccounts';
  label: string;
  values: string[];
  applies: boolean;
  /** With fewer values there is nothing to choose. */
  worthwhileFrom: number;
  titleOf?: (value: string) => string;
  toFilter: (values: string[]) => EntityFilter | undefined;
}) {
  const { name, label, values, applies, worthwhileFrom, titleOf, toFilter } =
    props;
  const {
    updateFilters,
    queryParameters: { [name]: parameter },
  } = useEntityList<CloudflareEntityFilters>();
  const inUrl = useMemo(
    () => [parameter ?? []].flat().filter(value => value !== ''),
    [parameter],
  );
  const [chosen, setChosen] = useState(inUrl);

  // Another link to the list may come with other values.
  useEffect(() => {
    if (inUrl.length > 0) {
      setChosen(inUrl);
    }
  }, [inUrl]);

  useEffect(() => {
    updateFilters({
      [name]: applies && chosen.length > 0 ? toFilter(chosen) : undefined,
    });
  }, [updateFilters, name, applies, chosen, toFilter]);

  if (!applies || (values.length < worthwhileFrom && chosen.length === 0)) {
    return null;
  }
  return (
    <CatalogAutocomplete<string, true>
      multiple
      disableCloseOnSelect
      label={label}
      name={name}
      options={values}
      value={chosen}
      getOptionLabel={titleOf}
      onChange={(_event, options) => setChosen(options)}
    />
  );
}
